// Marks what the library offers: a shared library hides every other symbol.
#pragma once

#define RECTIFY_API __attribute__((visibility("default")))
