#include "Plugin/PatchSession.h"

#include "Core/Error.h"

#include <algorithm>
#include <utility>

namespace spikegraph
{
namespace
{

bool areSame (float a, float b)
{
    return !(a < b) && !(a > b);
}

} // namespace

//==================================================================================================

PatchSession::Edit::Edit (PatchSession& sessionToEdit)
    : session (sessionToEdit)
{
    session.lock.enter();
    ++session.openEdits;
    session.takeMoved();
}

PatchSession::Edit::~Edit()
{
    if (--session.openEdits == 0)
        session.settle();
    const auto made = session.openEdits == 0 ? std::exchange (session.changes, {}) : Changes{};
    session.lock.exit();
    if (made.any() && session.onChange)
        session.onChange (made);
}

void PatchSession::Edit::load (const GraphModel& other)
{
    session.patch.replaceWith (other);
    session.live.clear();
    for (auto* parameter : session.parameters.all())
        parameter->forgetMoves();
}

PatchSession::Reading::Reading (const PatchSession& sessionToRead)
    : session (sessionToRead)
    , held (sessionToRead.lock)
{
    // What the host has moved is no edit: noting it changes nothing that can be seen but what is heard
    // anyway.
    const_cast<PatchSession&> (session).takeMoved();
}

double PatchSession::Reading::number (const ParameterAddress& address) const
{
    const auto found = session.live.find (address);
    return found == session.live.end() ? session.patch.number (address) : found->second;
}

std::vector<std::shared_ptr<NodeInstance>> PatchSession::Reading::nodes() const
{
    if (!session.isRunning)
        return {};
    return session.isDouble ? session.doubleEngine.nodes() : session.floatEngine.nodes();
}

GraphModel PatchSession::Reading::heard() const
{
    std::map<int, double> macroValues;
    int number = 0;
    for (const auto macro : session.patch.macros())
    {
        const auto& parameter = session.parameters.macro (++number);
        if (!areSame (parameter.getValue(), static_cast<float> (static_cast<double> (macro["value"]))))
            macroValues[number] = parameter.positionAsWritten();
    }
    return session.patch.withNumbers (session.live, macroValues);
}

//==================================================================================================

PatchSession::PatchSession (const NodeCatalogue& catalogue, const HostParameters& hostParameters)
    : parameters (hostParameters)
    , patch (catalogue)
    , hostSlots (patch)
    , floatEngine (patch)
    , doubleEngine (patch)
    , targets (hostParameters.all().size())
{
    patchState.addListener (this);
    slotState.addListener (this);
}

void PatchSession::start (std::function<void (const Changes&)> onChangeToCall)
{
    onChange = std::move (onChangeToCall);
    startTimerHz (30);
}

void PatchSession::stop()
{
    stopTimer();
    onChange = nullptr;
}

std::uint64_t PatchSession::replacedSamples() const
{
    const juce::ScopedLock held (lock);
    return isDouble ? doubleEngine.replacedSamples() : floatEngine.replacedSamples();
}

void PatchSession::timerCallback()
{
    Changes found;
    {
        const juce::ScopedLock held (lock);
        takeMoved();
        if (updateIsDue)
            updateEngine();
        if (isRunning)
            withEngine ([] (auto& engine) { engine.collect(); });
        controls.collect();
        found = std::exchange (changes, {});
    }
    if (found.any() && onChange)
        onChange (found);
}

//==================================================================================================

void PatchSession::prepare (const RenderFormat& newFormat, bool inDouble)
{
    Changes found;
    {
        const juce::ScopedLock held (lock);
        format = newFormat;
        isDouble = inDouble;
        isPrepared = true;
        isRunning = hasBegun = false;
        takeMoved();
        updateEngine();
        found = std::exchange (changes, {});
    }
    if (found.any() && onChange)
        onChange (found);
}

template <typename T>
void PatchSession::process (juce::AudioBuffer<T>& audio, const juce::MidiBuffer& midi,
                            const Transport& transport) noexcept
{
    // In this order, and sequentially consistent: see holdOffStart.
    if (!hasBegun.load (std::memory_order_relaxed))
        hasBegun.store (true);
    if (!isRunning.load())
    {
        audio.clear();
        return;
    }
    if (const auto* current = controls.current())
        current->apply (parameters.all());
    engine<T>().process (audio, midi, transport);
}

void PatchSession::reset() noexcept
{
    if (hasBegun.load (std::memory_order_relaxed) && isRunning.load (std::memory_order_acquire))
        withEngine ([] (auto& engine) { engine.reset(); });
}

//==================================================================================================

void PatchSession::takeMoved()
{
    const auto& all = parameters.all();
    for (std::size_t i = 0; i < all.size(); ++i)
    {
        if (!all[i]->takeMovedForOwner())
            continue;
        for (const auto& target : targets[i])
        {
            live[target.address] = target.scale.valueAt (static_cast<double> (all[i]->getValue()));
            updateIsDue = updateIsDue || target.scale.type->isPartOfStructure();
            changes.patch = true; // as it is heard
        }
    }
}

void PatchSession::settle()
{
    const bool isTouched =
        structureTouched || controlsTouched || !touchedNumbers.empty() || !touchedMacros.empty();
    setNumbers();
    if (structureTouched || updateIsDue || (isTouched && !hasBegun))
        updateEngine();
    else if (controlsTouched)
        renewControls();
    if (isTouched)
        followDocument();
    if (structureTouched || controlsTouched)
        showNames();
    touchedNumbers.clear();
    touchedMacros.clear();
    structureTouched = controlsTouched = false;
}

void PatchSession::setNumbers()
{
    for (const auto& address : touchedNumbers)
    {
        live.erase (address);
        if (isRunning)
            withEngine ([&] (auto& engine)
                        { engine.setNumber (address.nodeId, address.parameterId, patch.number (address)); });
    }
}

/// The host's positions show what the document says, where that has changed.
void PatchSession::followDocument()
{
    for (const auto number : touchedMacros)
        if (const auto macro = patch.macros().getChild (number - 1); macro.isValid())
            parameters.macro (number).follow (macro["value"]);
    for (int number = 1; number <= HostParameters::slots; ++number)
    {
        const auto scale = hostSlots.scale (number);
        if (!scale)
            continue;
        const auto address = hostSlots.target (number)->address;
        if ((structureTouched || controlsTouched || touchedNumbers.contains (address)) &&
            !live.contains (address))
            parameters.slot (number).follow (scale->positionOf (patch.number (address)));
    }
}

/// Keeps the audio thread off the engine where it has not begun to play. Whichever of the two threads comes
/// second sees what the other has written: either this one sees that the other has begun, or the other one
/// sees that the engine is not to be touched.
bool PatchSession::holdOffStart() noexcept
{
    if (hasBegun)
        return false;
    isRunning = false;
    if (!hasBegun)
        return true;
    isRunning = true;
    return false;
}

void PatchSession::updateEngine()
{
    updateIsDue = false;
    if (!isPrepared)
    {
        renewControls();
        return;
    }
    const bool wasRunning = isRunning;
    try
    {
        withEngine (
            [&] (auto& engine)
            {
                engine.setLiveNumbers (live);
                if (wasRunning && !holdOffStart())
                    updateIsDue = !engine.update();
                else
                    engine.prepare (format);
                problemText = engine.problems().empty() ? std::string() : engine.problems().front();
            });
        renewControls();
        isRunning.store (true, std::memory_order_release);
        takeFigures();
    }
    catch (const InvalidValue& error)
    {
        // What ran goes on; after prepare nothing runs, which is silence.
        isRunning = wasRunning;
        problemText = error.what();
        renewControls();
    }
    changes.patch = true;
}

void PatchSession::takeFigures()
{
    const auto newLatency = withEngine ([] (auto& engine) { return engine.latencySamples(); });
    const auto newTail = withEngine ([] (auto& engine) { return engine.tailSeconds(); });
    changes.latency = changes.latency || newLatency != latency || std::abs (newTail - tail) > 0.0;
    latency = newLatency;
    tail = newTail;
}

void PatchSession::renewControls()
{
    targets = controlTargets (patch, hostSlots);
    if (!isPrepared)
        return;
    withEngine (
        [&] (auto& engine)
        {
            controls.send (std::make_unique<HostControls> (targets, engine.nodes()));
            // The host may have moved something while the nodes were made.
            takeMoved();
            for (const auto& [address, value] : live)
                engine.setNumber (address.nodeId, address.parameterId, value);
        });
}

void PatchSession::showNames()
{
    if (!parameters.namesFollow())
        return;
    for (int number = 1; number <= HostParameters::macros; ++number)
    {
        const auto& moved = targets[static_cast<std::size_t> (number - 1)];
        // A macro of one parameter reads as that; one of several is a share of its way.
        const auto* scale = moved.size() == 1 ? &moved.front().scale : nullptr;
        changes.names |= parameters.macro (number).show (patch.macros().getChild (number - 1)["name"], scale);
    }
    for (int number = 1; number <= HostParameters::slots; ++number)
    {
        const auto scale = hostSlots.scale (number);
        juce::String name;
        if (scale)
        {
            const auto node = patch.node (hostSlots.target (number)->address.nodeId);
            const auto label = node["label"].toString();
            name = (label.isEmpty() ? patch.catalogue().find (node["type"])->name : label) + " " +
                   scale->type->name;
        }
        changes.names |= parameters.slot (number).show (name, scale ? &*scale : nullptr);
    }
}

//==================================================================================================

void PatchSession::noteParameter (const juce::ValueTree& node, const juce::ValueTree& parameter)
{
    const ParameterAddress address{ node["id"], parameter["id"] };
    const auto* type = patch.catalogue().find (node["type"]);
    const auto* parameterType = type == nullptr ? nullptr : type->findParameter (address.parameterId);
    if (parameterType == nullptr)
        return;
    touchedNumbers.insert (address);
    structureTouched = structureTouched || parameterType->isPartOfStructure();
}

void PatchSession::noteItem (const juce::ValueTree& parent, const juce::ValueTree& item)
{
    changes.patch = true;
    if (item.hasType ("parameter"))
        return noteParameter (parent.getParent(), item);
    if (item.hasType ("comment"))
        return;
    controlsTouched = true;
    if (item.hasType ("target") || item.hasType ("slot"))
        return;
    // Later macros have moved up or down.
    for (int number = 1; number <= HostParameters::macros; ++number)
        touchedMacros.insert (number);
    structureTouched = structureTouched || !item.hasType ("macro");
}

void PatchSession::valueTreePropertyChanged (juce::ValueTree& item, const juce::Identifier& property)
{
    changes.patch = true;
    if (item.hasType ("parameter"))
        noteParameter (item.getParent().getParent(), item);
    else if (item.hasType ("macro") && property.toString() == "value")
        touchedMacros.insert (item.getParent().indexOf (item) + 1);
    else if (item.hasType ("macro") || property.toString() == "label")
        controlsTouched = true; // names
    else if (item.hasType ("node") && property.toString() != "x" && property.toString() != "y")
        structureTouched = true;
}

void PatchSession::valueTreeChildAdded (juce::ValueTree& parent, juce::ValueTree& child)
{
    noteItem (parent, child);
}

void PatchSession::valueTreeChildRemoved (juce::ValueTree& parent, juce::ValueTree& child, int)
{
    noteItem (parent, child);
}

void PatchSession::valueTreeChildOrderChanged (juce::ValueTree& parent, int, int)
{
    noteItem (parent, parent.getChild (0));
}

template void PatchSession::process<float> (juce::AudioBuffer<float>&, const juce::MidiBuffer&,
                                            const Transport&) noexcept;
template void PatchSession::process<double> (juce::AudioBuffer<double>&, const juce::MidiBuffer&,
                                             const Transport&) noexcept;

} // namespace spikegraph
