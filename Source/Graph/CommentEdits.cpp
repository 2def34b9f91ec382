#include "Graph/EditChecks.h"
#include "Graph/GraphModel.h"

namespace spikegraph
{
namespace
{

std::string commentText (int index)
{
    return "comments[" + std::to_string (index) + "]";
}

void checkBounds (juce::Rectangle<double> bounds, const std::string& thing)
{
    for (const auto coordinate : { bounds.getX(), bounds.getY() })
        checkedAt (thing + ": position", [&] { checkCoordinate (coordinate); });
    for (const auto size : { bounds.getWidth(), bounds.getHeight() })
        checkedAt (thing + ": size", [&] { checkSize (size); });
}

void setBounds (juce::ValueTree& comment, juce::Rectangle<double> bounds, juce::UndoManager* recorder)
{
    comment.setProperty ("x", shortestNumber (bounds.getX()), recorder);
    comment.setProperty ("y", shortestNumber (bounds.getY()), recorder);
    comment.setProperty ("width", shortestNumber (bounds.getWidth()), recorder);
    comment.setProperty ("height", shortestNumber (bounds.getHeight()), recorder);
}

} // namespace

int GraphModel::addComment (const juce::String& text, juce::Rectangle<double> bounds)
{
    auto list = comments();
    checkedAt ("a new comment", [&] { checkText (text); });
    checkBounds (bounds, "a new comment");
    checkRoomIn (list, patchLimits::comments, "comments");
    juce::ValueTree comment ("comment");
    comment.setProperty ("text", text, nullptr);
    setBounds (comment, bounds, nullptr);
    const auto step = beginGesture ("Add Comment");
    list.appendChild (comment, recorder());
    return list.getNumChildren() - 1;
}

void GraphModel::removeComment (int index)
{
    const auto comment = needComment (index);
    const auto step = beginGesture ("Remove Comment");
    removeAll ({ comment });
}

void GraphModel::setCommentText (int index, const juce::String& text)
{
    auto comment = needComment (index);
    checkedAt (commentText (index), [&] { checkText (text); });
    const auto step = beginGesture ("Edit Comment");
    comment.setProperty ("text", text, recorder());
}

void GraphModel::setCommentBounds (int index, juce::Rectangle<double> bounds)
{
    auto comment = needComment (index);
    checkBounds (bounds, commentText (index));
    const auto step = beginGesture ("Move Comment");
    setBounds (comment, bounds, recorder());
}

juce::ValueTree GraphModel::needComment (int index) const
{
    auto comment = comments().getChild (index);
    if (!comment.isValid())
        refuse (commentText (index), "the patch has " + std::to_string (comments().getNumChildren()));
    return comment;
}

} // namespace spikegraph
