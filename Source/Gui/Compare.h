#pragma once

#include "Gui/Document.h"

#include <optional>

namespace spikegraph
{

/// Two patches to compare, A and B: each keeps what is done while it is on, and B begins as a copy of A.
/// Going from one to the other is a step of undo. [message thread]
class Compare
{
public:
    explicit Compare (Document& documentToUse)
        : document (documentToUse)
    {
    }

    bool isB() const noexcept { return bIsOn; }

    void turnTo (bool toB)
    {
        if (toB == bIsOn)
            return;
        bIsOn = toB;
        auto left = document.read ([] (const GraphModel& model) { return model.toJson(); });
        if (other)
            document.load (GraphModel::fromJson (document.catalogue(), *other, toB ? "B" : "A"));
        other = std::move (left);
    }

private:
    Document& document;
    bool bIsOn = false;
    std::optional<std::string> other; ///< the one that is not on, in JSON
};

} // namespace spikegraph
