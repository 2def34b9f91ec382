#include "Gui/FactTable.h"
#include "Gui/Inspector.h"

namespace spikegraph
{
namespace
{

/// A title and lines of text, then components below each other.
class ColumnPage : public Inspector::Page
{
public:
    explicit ColumnPage (EditorContext& editorContext)
        : context (editorContext)
    {
    }

    int wantedHeight (int forWidth) override { return layOut (forWidth, false); }
    void resized() override { layOut (getWidth(), true); }

    void paint (juce::Graphics& graphics) override
    {
        const auto& theme = context.look.theme();
        graphics.setColour (theme.text);
        graphics.setFont (headingFont (measures::headingText));
        graphics.drawFittedText (title, pageMargin, 14, getWidth() - 2 * pageMargin, 20,
                                 juce::Justification::centredLeft, 1, 0.75f);
        graphics.setFont (textFont (measures::smallText));
        graphics.setColour (theme.muted);
        for (const auto& [name, component, height] : rows)
            if (name.isNotEmpty())
                graphics.drawText (name, component->getX(), component->getY() - 17, component->getWidth(), 16,
                                   juce::Justification::centredLeft, true);
    }

protected:
    void add (juce::Component& component, int height, const juce::String& name = {})
    {
        rows.push_back ({ name, &component, height });
        addAndMakeVisible (component);
    }

    EditorContext& context;
    juce::String title;

private:
    struct Row
    {
        juce::String name;
        juce::Component* component;
        int height; ///< 0: as a table wants
    };

    int layOut (int forWidth, bool places) const
    {
        auto y = 46;
        for (const auto& [name, component, height] : rows)
        {
            if (name.isNotEmpty())
                y += 18;
            const auto* table = dynamic_cast<const FactTable*> (component);
            const auto rowHeight = table != nullptr ? table->wantedHeight() : height;
            if (places)
                component->setBounds (pageMargin, y, forWidth - 2 * pageMargin, rowHeight);
            y += rowHeight + pageGap;
        }
        return y + pageMargin;
    }

    std::vector<Row> rows;
};

//==================================================================================================

class CablePage final : public ColumnPage
{
public:
    CablePage (EditorContext& editorContext, const Selection::Cable& cableToShow)
        : ColumnPage (editorContext)
        , cable (cableToShow)
    {
        title = "Cable";
        removeButton.setButtonText ("Remove");
        removeButton.setTitle ("Remove the cable");
        removeButton.onClick = [this]
        { context.document.edit ([&] (GraphModel& model) { model.removeCable (cable.from, cable.to); }); };
        add (facts, 0);
        add (removeButton, 28);
    }

    void show (const PatchSnapshot& patch) override
    {
        const auto* shown = patch.cable (cable.from, cable.to);
        if (shown == nullptr)
            return;
        const auto titleOf = [&] (const juce::String& id)
        {
            const auto* node = patch.node (id);
            return node == nullptr ? id : node->title();
        };
        facts.show ({ { "From", titleOf (shown->sourceNode()) + ": " + shown->sourcePort() },
                      { "To", titleOf (shown->targetNode()) + ": " + shown->targetPort() },
                      { "Carries", name (shown->kind) },
                      { "Units", shown->units > 0 ? juce::String (shown->units) : juce::String ("-") } });
        repaint();
    }

private:
    Selection::Cable cable;
    FactTable facts;
    juce::TextButton removeButton;
};

//==================================================================================================

class PatchPage final : public ColumnPage
{
public:
    explicit PatchPage (EditorContext& editorContext)
        : ColumnPage (editorContext)
    {
        title = "Patch";
        addField (nameField, "Name", 26, &GraphModel::setName);
        addField (authorField, "Author", 26, &GraphModel::setAuthor);
        addField (classField, "Class", 26, &GraphModel::setClass);
        addField (tagsField, "Tags", 26, nullptr);
        tagsField.onReturnKey = tagsField.onFocusLost = [this]
        {
            auto tags = juce::StringArray::fromTokens (tagsField.getText(), ",", "");
            tags.trim();
            tags.removeEmptyStrings();
            if (tags != context.document.patch().tags)
                context.document.edit ([&] (GraphModel& model) { model.setTags (tags); });
        };
        descriptionField.setMultiLine (true, true);
        descriptionField.setReturnKeyStartsNewLine (false);
        addField (descriptionField, "Description", 120, &GraphModel::setDescription);
        add (facts, 0, "Figures");
    }

    /// A text editor keeps the colour that its text was set in.
    void lookAndFeelChanged() override
    {
        for (auto& [field, text] : shown)
            field->applyColourToAllText (context.look.theme().text);
    }

    void show (const PatchSnapshot& patch) override
    {
        showText (nameField, patch.name);
        showText (authorField, patch.author);
        showText (classField, patch.className);
        showText (tagsField, patch.tags.joinIntoString (", "));
        showText (descriptionField, patch.description);
        int spikeNodes = 0;
        for (const auto& node : patch.nodes)
            spikeNodes += node.type != nullptr && node.type->putsOutSpikes();
        facts.show ({ { "Nodes, cables",
                        juce::String (patch.nodes.size()) + ", " + juce::String (patch.cables.size()) },
                      { "Spiking nodes", juce::String (spikeNodes) },
                      { "Latency", juce::String (patch.latencySamples) + " samples" } });
        repaint();
    }

private:
    using Setter = void (GraphModel::*) (const juce::String&);

    void addField (juce::TextEditor& field, const juce::String& fieldName, int height, Setter setter)
    {
        field.setTitle (fieldName);
        field.setFont (textFont (measures::text));
        field.setIndents (8, 5);
        if (setter != nullptr)
            field.onReturnKey = field.onFocusLost = [this, &field, setter]
            {
                if (field.getText() != shown[&field])
                    context.document.edit ([&] (GraphModel& model) { (model.*setter) (field.getText()); });
            };
        add (field, height, fieldName);
    }

    void showText (juce::TextEditor& field, const juce::String& text)
    {
        if (shown[&field] == text && field.getText() == text)
            return;
        shown[&field] = text;
        if (!field.hasKeyboardFocus (true))
            field.setText (text, false);
        field.applyColourToAllText (context.look.theme().text);
    }

    juce::TextEditor nameField, authorField, classField, tagsField, descriptionField;
    std::map<juce::TextEditor*, juce::String> shown;
    FactTable facts;
};

//==================================================================================================

class ManyPage final : public ColumnPage
{
public:
    ManyPage (EditorContext& editorContext, std::function<void (Command)> performCommand)
        : ColumnPage (editorContext)
        , perform (std::move (performCommand))
    {
        for (const auto command : { Command::alignLeft, Command::alignTop, Command::spreadAcross,
                                    Command::spreadDown, Command::arrange, Command::duplicate,
                                    Command::toggleBypass, Command::saveSelection, Command::remove })
        {
            auto& button = *buttons.emplace_back (std::make_unique<juce::TextButton> (infoOf (command).name));
            button.setTitle (infoOf (command).name);
            button.onClick = [this, command] { perform (command); };
            add (button, 28);
        }
    }

    void show (const PatchSnapshot&) override
    {
        title = juce::String (context.selection.nodes().size()) + " nodes";
        repaint();
    }

private:
    std::function<void (Command)> perform;
    std::vector<std::unique_ptr<juce::TextButton>> buttons;
};

} // namespace

std::unique_ptr<Inspector::Page> makeCablePage (EditorContext& context, const Selection::Cable& cable)
{
    return std::make_unique<CablePage> (context, cable);
}

std::unique_ptr<Inspector::Page> makePatchPage (EditorContext& context)
{
    return std::make_unique<PatchPage> (context);
}

std::unique_ptr<Inspector::Page> makeManyPage (EditorContext& context, std::function<void (Command)> perform)
{
    return std::make_unique<ManyPage> (context, std::move (perform));
}

} // namespace spikegraph
