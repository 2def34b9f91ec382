#include "SpikeFiles/Hdf5Library.h"

#ifdef SPIKEGRAPH_HDF5_LIBRARY

#include <dlfcn.h>

#include <stdexcept>
#include <string>

namespace spikegraph::hdf5
{
namespace
{

[[noreturn]] void fail()
{
    const auto* reason = dlerror();
    throw std::runtime_error (
        std::string (SPIKEGRAPH_HDF5_LIBRARY ": cannot be loaded, and HDF5 files need it: ") +
        (reason != nullptr ? reason : "it has other contents"));
}

/// Stays loaded: it has work to do when the process ends.
void* library()
{
    static void* const handle = dlopen (SPIKEGRAPH_HDF5_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr)
        fail();
    return handle;
}

} // namespace

void* findSymbol (const char* name)
{
    auto* const found = dlsym (library(), name);
    if (found == nullptr)
        fail();
    return found;
}

} // namespace spikegraph::hdf5

#endif
