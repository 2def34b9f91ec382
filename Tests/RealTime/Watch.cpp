#include "Tests/RealTime/Watch.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <time.h>

#include <array>
#include <cstdarg>
#include <cstddef>
#include <cstdio>

// The GNU C library's own names for what is interposed here.
extern "C" void* __libc_malloc (std::size_t);
extern "C" void* __libc_calloc (std::size_t, std::size_t);
extern "C" void* __libc_realloc (void*, std::size_t);
extern "C" void* __libc_memalign (std::size_t, std::size_t);
extern "C" void __libc_free (void*);

namespace
{

/// Plain data: looking at it must not allocate.
struct Record
{
    bool isWatching = false;
    int count = 0;
    std::array<const char*, 32> names{};
};

thread_local Record record;

void note (const char* name) noexcept
{
    if (!record.isWatching)
        return;
    for (int i = 0; i < record.count; ++i)
        if (record.names[static_cast<std::size_t> (i)] == name)
            return;
    if (record.count < static_cast<int> (record.names.size()))
        record.names[static_cast<std::size_t> (record.count++)] = name;
}

/// The next definition of a function: the library's.
template <typename Function>
Function* next (const char* name) noexcept
{
    return reinterpret_cast<Function*> (dlsym (RTLD_NEXT, name));
}

} // namespace

#define SPIKEGRAPH_INTERPOSED extern "C" __attribute__ ((visibility ("default")))

SPIKEGRAPH_INTERPOSED void* malloc (std::size_t size)
{
    note ("malloc");
    return __libc_malloc (size);
}

SPIKEGRAPH_INTERPOSED void* calloc (std::size_t count, std::size_t size)
{
    note ("calloc");
    return __libc_calloc (count, size);
}

SPIKEGRAPH_INTERPOSED void* realloc (void* memory, std::size_t size)
{
    note ("realloc");
    return __libc_realloc (memory, size);
}

SPIKEGRAPH_INTERPOSED void free (void* memory)
{
    if (memory != nullptr)
        note ("free");
    __libc_free (memory);
}

SPIKEGRAPH_INTERPOSED void* memalign (std::size_t alignment, std::size_t size)
{
    note ("memalign");
    return __libc_memalign (alignment, size);
}

SPIKEGRAPH_INTERPOSED void* aligned_alloc (std::size_t alignment, std::size_t size)
{
    note ("aligned_alloc");
    return __libc_memalign (alignment, size);
}

SPIKEGRAPH_INTERPOSED int posix_memalign (void** memory, std::size_t alignment, std::size_t size)
{
    note ("posix_memalign");
    *memory = __libc_memalign (alignment, size);
    return *memory == nullptr ? 12 : 0; // ENOMEM
}

SPIKEGRAPH_INTERPOSED int pthread_mutex_lock (pthread_mutex_t* mutex) noexcept
{
    static const auto original = next<int (pthread_mutex_t*)> ("pthread_mutex_lock");
    note ("pthread_mutex_lock");
    return original (mutex);
}

SPIKEGRAPH_INTERPOSED int pthread_mutex_trylock (pthread_mutex_t* mutex) noexcept
{
    static const auto original = next<int (pthread_mutex_t*)> ("pthread_mutex_trylock");
    note ("pthread_mutex_trylock");
    return original (mutex);
}

SPIKEGRAPH_INTERPOSED int pthread_rwlock_rdlock (pthread_rwlock_t* lock) noexcept
{
    static const auto original = next<int (pthread_rwlock_t*)> ("pthread_rwlock_rdlock");
    note ("pthread_rwlock_rdlock");
    return original (lock);
}

SPIKEGRAPH_INTERPOSED int pthread_rwlock_wrlock (pthread_rwlock_t* lock) noexcept
{
    static const auto original = next<int (pthread_rwlock_t*)> ("pthread_rwlock_wrlock");
    note ("pthread_rwlock_wrlock");
    return original (lock);
}

SPIKEGRAPH_INTERPOSED int pthread_cond_wait (pthread_cond_t* condition, pthread_mutex_t* mutex)
{
    static const auto original = next<int (pthread_cond_t*, pthread_mutex_t*)> ("pthread_cond_wait");
    note ("pthread_cond_wait");
    return original (condition, mutex);
}

SPIKEGRAPH_INTERPOSED int nanosleep (const timespec* wanted, timespec* left)
{
    static const auto original = next<int (const timespec*, timespec*)> ("nanosleep");
    note ("nanosleep");
    return original (wanted, left);
}

SPIKEGRAPH_INTERPOSED int open (const char* path, int flags, ...)
{
    static const auto original = next<int (const char*, int, ...)> ("open");
    note ("open");
    va_list rest;
    va_start (rest, flags);
    const auto mode = va_arg (rest, int);
    va_end (rest);
    return original (path, flags, mode);
}

SPIKEGRAPH_INTERPOSED FILE* fopen (const char* path, const char* mode)
{
    static const auto original = next<FILE*(const char*, const char*)> ("fopen");
    note ("fopen");
    return original (path, mode);
}

SPIKEGRAPH_INTERPOSED ssize_t read (int file, void* bytes, std::size_t count)
{
    static const auto original = next<ssize_t (int, void*, std::size_t)> ("read");
    note ("read");
    return original (file, bytes, count);
}

SPIKEGRAPH_INTERPOSED ssize_t write (int file, const void* bytes, std::size_t count)
{
    static const auto original = next<ssize_t (int, const void*, std::size_t)> ("write");
    note ("write");
    return original (file, bytes, count);
}

namespace spikegraph::test
{

Watch::Watch()
{
    record.count = 0;
    record.isWatching = true;
}

Watch::~Watch()
{
    record.isWatching = false;
}

std::vector<std::string> Watch::calls() const
{
    const bool wasWatching = record.isWatching;
    record.isWatching = false;
    std::vector<std::string> names (record.names.begin(), record.names.begin() + record.count);
    record.isWatching = wasWatching;
    return names;
}

} // namespace spikegraph::test
