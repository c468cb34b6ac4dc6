// The options that say how a table is to be read.
#pragma once

#include <string>

#include "cli/options/option_list.hpp"
#include "io/table/options.hpp"

namespace rectify::cli {

class TableRequest {
 public:
  void declare(OptionList& options);
  void check(const OptionList& options);

  /// Throws io::Error kUsage where one of the options was given; `why` completes the sentence
  /// "--column has no effect …".
  void refuse(const std::string& why) const;

  [[nodiscard]] const io::TableOptions& options() const { return table_; }

 private:
  io::TableOptions table_;
  std::string given_;  // the first of the options that was given
};

}  // namespace rectify::cli
