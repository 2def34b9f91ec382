#pragma once

// HDF5, loaded when a file of its kind is first opened. Debian's brings along thirty libraries that speak to
// networks: linked, they take every command 10 ms to start, half of all, whether it reads such files or not.
// In namespace hdf5 the library's functions and types have their own names, and hide the declared ones.

#include <hdf5.h>

#ifdef SPIKEGRAPH_HDF5_LIBRARY // its name for the dynamic loader; where there is none, it is linked

#include <atomic>

namespace spikegraph::hdf5
{

/// The address of a symbol of the library. Throws std::runtime_error with the library's name and the loader's
/// reason. [any thread]
void* findSymbol (const char* name);

class Symbol
{
public:
    constexpr explicit Symbol (const char* nameToFind) noexcept
        : name (nameToFind)
    {
    }

protected:
    void* address() const
    {
        auto* known = found.load (std::memory_order_acquire);
        if (known == nullptr)
            found.store (known = findSymbol (name), std::memory_order_release);
        return known;
    }

private:
    const char* const name;
    mutable std::atomic<void*> found{ nullptr };
};

template <typename F>
struct Function : Symbol
{
    using Symbol::Symbol;
    operator F*() const { return reinterpret_cast<F*> (address()); }
};

/// The number of a type, which H5open has set before.
struct TypeNumber : Symbol
{
    using Symbol::Symbol;
    operator hid_t() const { return *static_cast<const hid_t*> (address()); }
};

#define SPIKEGRAPH_HDF5_FUNCTION(name) inline constinit const Function<decltype (::name)> name (#name);
SPIKEGRAPH_HDF5_FUNCTION (H5check_version)
SPIKEGRAPH_HDF5_FUNCTION (H5open)
SPIKEGRAPH_HDF5_FUNCTION (H5Dclose)
SPIKEGRAPH_HDF5_FUNCTION (H5Dcreate2)
SPIKEGRAPH_HDF5_FUNCTION (H5Dget_space)
SPIKEGRAPH_HDF5_FUNCTION (H5Dget_type)
SPIKEGRAPH_HDF5_FUNCTION (H5Dopen2)
SPIKEGRAPH_HDF5_FUNCTION (H5Dread)
SPIKEGRAPH_HDF5_FUNCTION (H5Dset_extent)
SPIKEGRAPH_HDF5_FUNCTION (H5Dvlen_reclaim)
SPIKEGRAPH_HDF5_FUNCTION (H5Dwrite)
SPIKEGRAPH_HDF5_FUNCTION (H5Eset_auto2)
SPIKEGRAPH_HDF5_FUNCTION (H5Fclose)
SPIKEGRAPH_HDF5_FUNCTION (H5Fcreate)
SPIKEGRAPH_HDF5_FUNCTION (H5Fopen)
SPIKEGRAPH_HDF5_FUNCTION (H5Gclose)
SPIKEGRAPH_HDF5_FUNCTION (H5Gcreate2)
SPIKEGRAPH_HDF5_FUNCTION (H5Lexists)
SPIKEGRAPH_HDF5_FUNCTION (H5Pclose)
SPIKEGRAPH_HDF5_FUNCTION (H5Pcreate)
SPIKEGRAPH_HDF5_FUNCTION (H5Pset_chunk)
SPIKEGRAPH_HDF5_FUNCTION (H5Pset_obj_track_times)
SPIKEGRAPH_HDF5_FUNCTION (H5Sclose)
SPIKEGRAPH_HDF5_FUNCTION (H5Screate_simple)
SPIKEGRAPH_HDF5_FUNCTION (H5Sget_simple_extent_npoints)
SPIKEGRAPH_HDF5_FUNCTION (H5Sselect_hyperslab)
SPIKEGRAPH_HDF5_FUNCTION (H5Tclose)
SPIKEGRAPH_HDF5_FUNCTION (H5Tcopy)
SPIKEGRAPH_HDF5_FUNCTION (H5Tget_class)
SPIKEGRAPH_HDF5_FUNCTION (H5Tget_size)
SPIKEGRAPH_HDF5_FUNCTION (H5Tget_super)
SPIKEGRAPH_HDF5_FUNCTION (H5Tis_variable_str)
SPIKEGRAPH_HDF5_FUNCTION (H5Tset_ebias)
SPIKEGRAPH_HDF5_FUNCTION (H5Tset_fields)
SPIKEGRAPH_HDF5_FUNCTION (H5Tset_size)
SPIKEGRAPH_HDF5_FUNCTION (H5Tset_strpad)
SPIKEGRAPH_HDF5_FUNCTION (H5Tvlen_create)
#undef SPIKEGRAPH_HDF5_FUNCTION

// What the library's macros, such as H5T_NATIVE_DOUBLE, stand for.
#define SPIKEGRAPH_HDF5_TYPE(name) inline constinit const TypeNumber name (#name);
SPIKEGRAPH_HDF5_TYPE (H5P_CLS_DATASET_CREATE_ID_g)
SPIKEGRAPH_HDF5_TYPE (H5P_CLS_GROUP_CREATE_ID_g)
SPIKEGRAPH_HDF5_TYPE (H5T_C_S1_g)
SPIKEGRAPH_HDF5_TYPE (H5T_IEEE_F32LE_g)
SPIKEGRAPH_HDF5_TYPE (H5T_IEEE_F64LE_g)
SPIKEGRAPH_HDF5_TYPE (H5T_NATIVE_DOUBLE_g)
SPIKEGRAPH_HDF5_TYPE (H5T_NATIVE_INT64_g)
SPIKEGRAPH_HDF5_TYPE (H5T_NATIVE_UINT16_g)
SPIKEGRAPH_HDF5_TYPE (H5T_STD_I64LE_g)
SPIKEGRAPH_HDF5_TYPE (H5T_STD_U16LE_g)
#undef SPIKEGRAPH_HDF5_TYPE

} // namespace spikegraph::hdf5

#endif
