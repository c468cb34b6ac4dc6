// Marks loops that compilers turn into vector instructions.
#pragma once

/// Compiles a function for several instruction sets, of which the loader picks one. All of them
/// give the same bits: every fused multiply-add in these functions is written as std::fma, and
/// -ffp-contract is off. GCC only: clang 14 takes the attribute and then always picks the last.
/// RECTIFY_ONE_INSTRUCTION_SET leaves only the one that the compiler is told of, to time it.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(RECTIFY_ONE_INSTRUCTION_SET)
#define RECTIFY_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define RECTIFY_CLONES
#endif

/// Before a loop over spans that either are the same or do not overlap: each result depends on
/// the samples at its own place alone, so vectors are right even where the spans are the same.
#if defined(__GNUC__) && !defined(__clang__)
#define RECTIFY_SAMPLE_BY_SAMPLE _Pragma("GCC ivdep")
#else
#define RECTIFY_SAMPLE_BY_SAMPLE
#endif
