#include "Gui/Canvas.h"

namespace spikegraph
{

void Canvas::openTextEditor (juce::Rectangle<float> patchArea, const juce::String& text, bool isMultiLine,
                             std::function<void (const juce::String&)> onDone)
{
    textEditor = std::make_unique<juce::TextEditor>();
    textEditor->setMultiLine (isMultiLine, true);
    textEditor->setReturnKeyStartsNewLine (false);
    textEditor->setTitle (isMultiLine ? "Comment" : "Name");
    textEditor->setFont (textFont (measures::text));
    textEditor->setText (text, false);
    textEditor->selectAll();
    textEditor->setBounds (
        juce::Rectangle<float> (toView (patchArea.getTopLeft()), toView (patchArea.getBottomRight()))
            .getSmallestIntegerContainer());
    addAndMakeVisible (*textEditor);
    const auto finish = [this, onDone] (bool isTaken)
    {
        if (textEditor == nullptr)
            return;
        const auto editor = std::move (textEditor);
        grabKeyboardFocus();
        if (isTaken)
            onDone (editor->getText());
    };
    const auto later = [safe = juce::Component::SafePointer<Canvas> (this), finish] (bool isTaken)
    {
        juce::MessageManager::callAsync (
            [safe, finish, isTaken]
            {
                if (safe != nullptr)
                    finish (isTaken);
            });
    };
    textEditor->onReturnKey = [later] { later (true); };
    textEditor->onEscapeKey = [later] { later (false); };
    textEditor->onFocusLost = [later] { later (true); };
    textEditor->grabKeyboardFocus();
}

void Canvas::editLabel (const juce::String& nodeId)
{
    const auto* node = shared.document.patch().node (nodeId);
    if (node == nullptr)
        return;
    openTextEditor (
        canvas::boundsOf (*node).withHeight (canvas::headerHeight), node->title(), false,
        [this, nodeId,
         unlabelled = node->type == nullptr ? node->typeId : node->type->name] (const juce::String& text)
        {
            shared.document.edit (
                [&] (GraphModel& model)
                { model.setLabel (nodeId, text.trim() == unlabelled ? juce::String() : text.trim()); });
        });
}

void Canvas::editComment (int index)
{
    const auto& comment = shared.document.patch().comments[static_cast<std::size_t> (index)];
    openTextEditor (
        comment.bounds.toFloat(), comment.text, true,
        [this, index] (const juce::String& text)
        { shared.document.edit ([&] (GraphModel& model) { model.setCommentText (index, text); }); });
}

} // namespace spikegraph
