// Whether tests and program run under AddressSanitizer, whose shadow memory is large.
#pragma once

namespace test {

#if defined(__SANITIZE_ADDRESS__)  // as g++ says it
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
inline constexpr bool kSanitized = __has_feature(address_sanitizer);  // as clang++ does
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace test
