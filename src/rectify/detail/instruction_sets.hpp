// One function, compiled for several generations of processor.
#pragma once

/// Compiles a function for several instruction sets; the loader picks one. Every fused
/// multiply-add in these functions is written as std::fma and -ffp-contract is off, so that all of
/// them give the same bits. GCC only: clang 14 takes the attribute and then always picks the last.
#if !defined(RECTIFY_ONE_INSTRUCTION_SET) && defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define RECTIFY_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define RECTIFY_CLONES
#endif
