// Attributes of the loops that compilers turn into vector instructions.
#pragma once

/// Compiles a function for several instruction sets, of which the loader picks one. All of them
/// give the same bits: every fused multiply-add in these functions is written as std::fma, and
/// -ffp-contract is off. GCC only: clang 14 takes the attribute and then always picks the last.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define RECTIFY_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define RECTIFY_CLONES
#endif

/// Before a loop over spans that either are the same or do not overlap: each sample depends on its
/// own place alone, so the loop may be a vector even where out and in are the same.
#if defined(__GNUC__) && !defined(__clang__)
#define RECTIFY_SAMPLE_BY_SAMPLE _Pragma("GCC ivdep")
#else
#define RECTIFY_SAMPLE_BY_SAMPLE
#endif
