#include "Gui/CanvasDrag.h"

#include "Gui/Canvas.h"

namespace spikegraph
{
namespace
{

class Pan final : public CanvasDrag
{
public:
    Pan (Canvas& canvasToUse, juce::Point<int> start)
        : CanvasDrag (canvasToUse)
        , last (start)
    {
        canvas.setMouseCursor (juce::MouseCursor::DraggingHandCursor);
    }

    void moved (juce::Point<float>, const juce::MouseEvent& event) override
    {
        canvas.panBy ((event.getPosition() - last).toFloat());
        last = event.getPosition();
    }
    void ended (juce::Point<float>, const juce::MouseEvent&) override
    {
        canvas.setMouseCursor (juce::MouseCursor::NormalCursor);
    }

private:
    juce::Point<int> last;
};

class BoxSelect final : public CanvasDrag
{
public:
    BoxSelect (Canvas& canvasToUse, juce::Point<float> startPoint, bool addsToSelection)
        : CanvasDrag (canvasToUse)
        , start (startPoint)
        , end (startPoint)
    {
        auto& selection = canvas.context().selection;
        if (addsToSelection)
            before = selection.nodes();
        else
            selection.clear();
    }

    void moved (juce::Point<float> point, const juce::MouseEvent&) override
    {
        end = point;
        const juce::Rectangle<float> box (start, end);
        auto chosen = before;
        for (const auto& node : canvas.context().document.patch().nodes)
            if (box.intersects (canvas::boundsOf (node)))
                chosen.insert (node.id);
        canvas.context().selection.selectNodes (std::move (chosen));
        canvas.repaint();
    }
    void ended (juce::Point<float>, const juce::MouseEvent&) override {}

    void paint (juce::Graphics& graphics) override
    {
        const auto& theme = canvas.context().look.theme();
        const juce::Rectangle<float> box (start, end);
        graphics.setColour (theme.audio.withAlpha (0.1f));
        graphics.fillRect (box);
        graphics.setColour (theme.audio.withAlpha (0.6f));
        graphics.drawRect (box, 1.0f);
    }

private:
    juce::Point<float> start, end;
    std::set<juce::String> before;
};

class MoveSelection final : public CanvasDrag
{
public:
    MoveSelection (Canvas& canvasToUse, juce::Point<float> startPoint)
        : CanvasDrag (canvasToUse)
        , start (startPoint)
    {
        for (const auto& node : canvas.context().document.patch().nodes)
            if (canvas.context().selection.contains (node.id))
                positions.push_back ({ node.id, node.position });
    }

    void moved (juce::Point<float> point, const juce::MouseEvent& event) override
    {
        if (!event.mouseWasDraggedSinceMouseDown() || positions.empty())
            return;
        auto& document = canvas.context().document;
        if (!hasBegun)
            document.beginGesture (positions.size() == 1 ? "Move Node" : "Move Nodes");
        hasBegun = true;
        const auto offset = (point - start).toDouble();
        auto moved = positions;
        for (auto& [id, position] : moved)
        {
            position += offset;
            if (!event.mods.isAltDown())
                position = { canvas::snapToGrid (position.x), canvas::snapToGrid (position.y) };
        }
        document.edit ([&] (GraphModel& model) { model.setPositions (moved); });
        canvas.setCableToInsertOn (cableUnder (point));
    }

    void ended (juce::Point<float>, const juce::MouseEvent&) override
    {
        if (!hasBegun)
            return;
        auto& document = canvas.context().document;
        if (const auto cable = canvas.cableToInsertOn())
            document.edit ([&] (GraphModel& model)
                           { model.insertOnCable (cable->from, cable->to, positions.front().nodeId); });
        canvas.setCableToInsertOn ({});
        document.endGesture();
    }

private:
    /// For a node on its own that has no cables yet.
    std::optional<Selection::Cable> cableUnder (juce::Point<float> point) const
    {
        if (positions.size() != 1)
            return {};
        const auto& id = positions.front().nodeId;
        for (const auto& cable : canvas.context().document.patch().cables)
            if (cable.sourceNode() == id || cable.targetNode() == id)
                return {};
        return canvas.cableAt (point);
    }

    juce::Point<float> start;
    std::vector<GraphModel::NodePosition> positions;
    bool hasBegun = false;
};

class DrawCable final : public CanvasDrag
{
public:
    DrawCable (Canvas& canvasToUse, const PortPlace& fromPort)
        : CanvasDrag (canvasToUse)
        , from (fromPort)
        , end (canvas.centreOf (fromPort))
    {
        // An inlet's cable is taken off, and its other end goes on.
        if (from.isInlet)
            for (const auto& cable : canvas.context().document.patch().cables)
                if (cable.to == from.address())
                {
                    taken = Selection::Cable{ cable.from, cable.to };
                    from = { cable.sourceNode(), cable.sourcePort(), false, cable.kind };
                }
        canvas.setCableToFit (from);
    }

    ~DrawCable() override { canvas.setCableToFit ({}); }

    void moved (juce::Point<float> point, const juce::MouseEvent&) override
    {
        end = point;
        const auto port = canvas.portAt (point);
        if (port && mayConnect (from, *port))
            end = canvas.centreOf (*port);
        canvas.repaint();
    }

    void ended (juce::Point<float> point, const juce::MouseEvent& event) override
    {
        canvas.repaint();
        if (!event.mouseWasDraggedSinceMouseDown())
            return;
        auto target = canvas.portAt (point);
        if (!target)
            target = fittingPortOf (canvas.nodeAt (point));
        if (taken && target && target->address() == taken->to)
            return; // back where it was
        auto& document = canvas.context().document;
        document.beginGesture (taken ? "Move Cable" : "Connect");
        if (taken)
            document.edit ([this] (GraphModel& model) { model.removeCable (taken->from, taken->to); });
        if (target)
            canvas.connect (from, *target);
        document.endGesture();
        if (!target && !taken && canvas.onChooseNode)
        {
            const auto place = point.toDouble();
            canvas.onChooseNode ({ from.isInlet
                                       ? place.translated (-static_cast<double> (canvas::nodeWidth), -40.0)
                                       : place.translated (0.0, -40.0),
                                   from },
                                 event.getScreenPosition());
        }
    }

    void paint (juce::Graphics& graphics) override
    {
        const auto start = canvas.centreOf (from);
        graphics.setColour (colourOf (from.kind, canvas.context().look.theme()));
        graphics.strokePath (from.isInlet ? canvas::cablePath (end, start) : canvas::cablePath (start, end),
                             juce::PathStrokeType (2.5f));
    }

private:
    std::optional<PortPlace> fittingPortOf (const NodeSnapshot* node) const
    {
        if (node == nullptr || node->type == nullptr || node->id == from.nodeId)
            return {};
        const auto* port = firstFitting (*node->type, !from.isInlet, from.kind);
        if (port == nullptr)
            return {};
        return PortPlace{ node->id, port->id, !from.isInlet, port->kind };
    }

    PortPlace from;
    juce::Point<float> end;
    std::optional<Selection::Cable> taken;
};

class MoveComment final : public CanvasDrag
{
public:
    MoveComment (Canvas& canvasToUse, int commentIndex, juce::Point<float> startPoint, bool resizesIt)
        : CanvasDrag (canvasToUse)
        , comment (commentIndex)
        , start (startPoint)
        , resizes (resizesIt)
        , bounds (canvas.context().document.patch().comments[static_cast<std::size_t> (commentIndex)].bounds)
    {
    }

    void moved (juce::Point<float> point, const juce::MouseEvent& event) override
    {
        if (!event.mouseWasDraggedSinceMouseDown())
            return;
        auto& document = canvas.context().document;
        if (!hasBegun)
            document.beginGesture (resizes ? "Resize Comment" : "Move Comment");
        hasBegun = true;
        const auto offset = (point - start).toDouble();
        auto changed = bounds;
        if (resizes)
            changed.setSize (std::max (48.0, canvas::snapToGrid (bounds.getWidth() + offset.x)),
                             std::max (32.0, canvas::snapToGrid (bounds.getHeight() + offset.y)));
        else
            changed.setPosition (canvas::snapToGrid (bounds.getX() + offset.x),
                                 canvas::snapToGrid (bounds.getY() + offset.y));
        document.edit ([&] (GraphModel& model) { model.setCommentBounds (comment, changed); });
    }

    void ended (juce::Point<float>, const juce::MouseEvent&) override
    {
        if (hasBegun)
            canvas.context().document.endGesture();
    }

private:
    int comment;
    juce::Point<float> start;
    bool resizes, hasBegun = false;
    juce::Rectangle<double> bounds;
};

} // namespace

std::unique_ptr<CanvasDrag> CanvasDrag::pan (Canvas& canvas, juce::Point<int> start)
{
    return std::make_unique<Pan> (canvas, start);
}

std::unique_ptr<CanvasDrag> CanvasDrag::select (Canvas& canvas, juce::Point<float> start, bool adds)
{
    return std::make_unique<BoxSelect> (canvas, start, adds);
}

std::unique_ptr<CanvasDrag> CanvasDrag::moveSelection (Canvas& canvas, juce::Point<float> start)
{
    return std::make_unique<MoveSelection> (canvas, start);
}

std::unique_ptr<CanvasDrag> CanvasDrag::drawCable (Canvas& canvas, const PortPlace& from)
{
    return std::make_unique<DrawCable> (canvas, from);
}

std::unique_ptr<CanvasDrag> CanvasDrag::moveComment (Canvas& canvas, int comment, juce::Point<float> start,
                                                     bool resizes)
{
    return std::make_unique<MoveComment> (canvas, comment, start, resizes);
}

} // namespace spikegraph
