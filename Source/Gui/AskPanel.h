#pragma once

#include "Gui/Overlay.h"

namespace spikegraph
{

/// What a person is asked before something is done: for a name, or for leave.
struct Question
{
    juce::String title{}, text{};
    juce::String accept{};                ///< what the button says
    std::optional<juce::String> answer{}; ///< to begin with; none where only leave is asked
    std::function<void (const juce::String& answer)> onAccept{};
};

/// A question in an overlay. [message thread]
class AskPanel final : public juce::Component
{
public:
    explicit AskPanel (Question questionToAsk);

    std::function<void()> onDone;
    int wantedHeight() const noexcept { return question.answer ? 152 : 120; }
    void begin();

    void paint (juce::Graphics& graphics) override;
    void resized() override;

private:
    void acceptAnswer();

    Question question;
    juce::TextEditor field;
    juce::TextButton accept, cancel{ "Cancel" };
};

} // namespace spikegraph
