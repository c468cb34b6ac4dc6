// What metadata hold, in one line of text, for tests that compare it whole.
#pragma once

#include <string>

#include "io/sound/metadata.hpp"

namespace test {

/// "TITLE=Rain | picture 3 image/png cover: data | (words)": comments, pictures, and what only its
/// own family of containers can hold.
inline std::string content_of(const rectify::io::Metadata& metadata) {
  std::string all;
  const auto append = [&](const std::string& piece) { all += (all.empty() ? "" : " | ") + piece; };
  for (const rectify::io::Comment& comment : metadata.comments) append(comment.entry);
  for (const rectify::io::Picture& picture : metadata.pictures) {
    append("picture " + std::to_string(picture.type) + " " + picture.mime + " " +
           picture.description + ": " + std::string(rectify::io::as_text(picture.data)));
  }
  for (const std::string& word : metadata.family_only) append("(" + word + ")");
  return all;
}

}  // namespace test
