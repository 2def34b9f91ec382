#pragma once

#include "SpikeFiles/Hdf5Library.h"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace spikegraph::hdf5
{

/// An HDF5 object that closes itself.
class Handle
{
public:
    using Close = herr_t (*) (hid_t);

    Handle() = default;
    Handle (hid_t objectId, Close closeIt) noexcept
        : id (objectId)
        , close (closeIt)
    {
    }
    Handle (Handle&& other) noexcept
        : id (std::exchange (other.id, -1))
        , close (other.close)
    {
    }
    Handle& operator= (Handle&& other) noexcept
    {
        reset();
        id = std::exchange (other.id, -1);
        close = other.close;
        return *this;
    }
    ~Handle() { reset(); }

    operator hid_t() const noexcept { return id; }
    /// Whether it closed well: what a file holds back is written then.
    bool reset() noexcept { return id < 0 || close (std::exchange (id, -1)) >= 0; }

private:
    hid_t id = -1;
    Close close = nullptr;
};

/// HDF5 prints its own account of each error otherwise.
inline void beSilent()
{
    H5Eset_auto2 (H5E_DEFAULT, nullptr, nullptr);
}

inline Handle space (std::size_t count)
{
    const hsize_t size = count;
    return { H5Screate_simple (1, &size, nullptr), H5Sclose };
}

/// Text of so many bytes, filled up with zeros.
inline Handle textType (std::size_t bytes)
{
    const auto type = H5Tcopy (H5T_C_S1);
    H5Tset_size (type, std::max<std::size_t> (1, bytes));
    H5Tset_strpad (type, H5T_STR_NULLPAD);
    return { type, H5Tclose };
}

/// Creation without the time of day, which would make each file another one.
inline Handle timeless (hid_t kind)
{
    Handle properties (H5Pcreate (kind), H5Pclose);
    H5Pset_obj_track_times (properties, false);
    return properties;
}

} // namespace spikegraph::hdf5
