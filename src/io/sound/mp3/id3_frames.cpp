// The tables.
#include "io/sound/mp3/id3_frames.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rectify::io {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// The first frame of a key is the one that is written.
constexpr std::array kKeys = {Pair{"TIT2", "TITLE"},        Pair{"TPE1", "ARTIST"},
                              Pair{"TALB", "ALBUM"},        Pair{"TDRC", "DATE"},
                              Pair{"TYER", "DATE"},         Pair{"TRCK", "TRACKNUMBER"},
                              Pair{"TCON", "GENRE"},        Pair{"TCOP", "COPYRIGHT"},
                              Pair{"TSSE", "ENCODER"},      Pair{"TCOM", "COMPOSER"},
                              Pair{"TPE2", "ALBUMARTIST"},  Pair{"TPE3", "CONDUCTOR"},
                              Pair{"TPE4", "REMIXER"},      Pair{"TPOS", "DISCNUMBER"},
                              Pair{"TBPM", "BPM"},          Pair{"TSRC", "ISRC"},
                              Pair{"TPUB", "ORGANIZATION"}, Pair{"TEXT", "LYRICIST"},
                              Pair{"TIT1", "GROUPING"},     Pair{"TIT3", "SUBTITLE"},
                              Pair{"TLAN", "LANGUAGE"},     Pair{"TENC", "ENCODED-BY"},
                              Pair{"TMED", "MEDIA"},        Pair{"TMOO", "MOOD"},
                              Pair{"TSOP", "ARTISTSORT"},   Pair{"TSOA", "ALBUMSORT"},
                              Pair{"TSOT", "TITLESORT"},    Pair{"TSO2", "ALBUMARTISTSORT"},
                              Pair{"TDOR", "ORIGINALDATE"}, Pair{"TORY", "ORIGINALDATE"},
                              Pair{"TKEY", "KEY"}};

// Frames that have no key: these are their own.
constexpr std::array<std::string_view, 23> kOthers = {
    "TDAT", "TIME", "TRDA", "TLEN", "TDLY", "TOPE", "TOLY", "TOAL", "TOFN", "TSIZ", "TFLT", "TCMP",
    "TDEN", "TDRL", "TDTG", "TIPL", "TMCL", "TOWN", "TPRO", "TRSN", "TRSO", "TSST", "TSOC"};

constexpr std::array kVersion22 = {
    Pair{"TT1", "TIT1"}, Pair{"TT2", "TIT2"}, Pair{"TT3", "TIT3"}, Pair{"TP1", "TPE1"},
    Pair{"TP2", "TPE2"}, Pair{"TP3", "TPE3"}, Pair{"TP4", "TPE4"}, Pair{"TAL", "TALB"},
    Pair{"TYE", "TYER"}, Pair{"TRK", "TRCK"}, Pair{"TCO", "TCON"}, Pair{"TCR", "TCOP"},
    Pair{"TSS", "TSSE"}, Pair{"TCM", "TCOM"}, Pair{"TPA", "TPOS"}, Pair{"TBP", "TBPM"},
    Pair{"TRC", "TSRC"}, Pair{"TPB", "TPUB"}, Pair{"TXT", "TEXT"}, Pair{"TLA", "TLAN"},
    Pair{"TEN", "TENC"}, Pair{"TMT", "TMED"}, Pair{"TOR", "TORY"}, Pair{"TKE", "TKEY"},
    Pair{"TDA", "TDAT"}, Pair{"TIM", "TIME"}, Pair{"TRD", "TRDA"}, Pair{"TLE", "TLEN"},
    Pair{"TDY", "TDLY"}, Pair{"TOA", "TOPE"}, Pair{"TOL", "TOLY"}, Pair{"TOT", "TOAL"},
    Pair{"TOF", "TOFN"}, Pair{"TSI", "TSIZ"}, Pair{"TFT", "TFLT"}, Pair{"TS2", "TSO2"},
    Pair{"TSP", "TSOP"}, Pair{"TSA", "TSOA"}, Pair{"TST", "TSOT"}, Pair{"TCP", "TCMP"},
    Pair{"TXX", "TXXX"}, Pair{"WXX", "WXXX"}, Pair{"WAF", "WOAF"}, Pair{"WAR", "WOAR"},
    Pair{"WAS", "WOAS"}, Pair{"WCM", "WCOM"}, Pair{"WCP", "WCOP"}, Pair{"WPB", "WPUB"},
    Pair{"COM", "COMM"}, Pair{"ULT", "USLT"}, Pair{"PIC", "APIC"}, Pair{"POP", "POPM"},
    Pair{"CNT", "PCNT"}, Pair{"GEO", "GEOB"}, Pair{"SLT", "SYLT"}, Pair{"UFI", "UFID"},
    Pair{"MCI", "MCDI"}, Pair{"RVA", "RVAD"}, Pair{"IPL", "IPLS"}};

}  // namespace

std::string_view key_of_id3_frame(std::string_view frame) {
  const auto* const found = std::find_if(kKeys.begin(), kKeys.end(),
                                         [&](const Pair& pair) { return pair.first == frame; });
  return found == kKeys.end() ? frame : found->second;
}

std::string_view id3_frame_of_key(std::string_view key) {
  const auto* const found = std::find_if(kKeys.begin(), kKeys.end(),
                                         [&](const Pair& pair) { return pair.second == key; });
  if (found != kKeys.end()) return found->first;
  // What came from a frame without a key has its name.
  return std::find(kOthers.begin(), kOthers.end(), key) != kOthers.end() ? key : std::string_view{};
}

std::string_view id3_frame_of_22(std::string_view frame) {
  const auto* const found = std::find_if(kVersion22.begin(), kVersion22.end(),
                                         [&](const Pair& pair) { return pair.first == frame; });
  return found == kVersion22.end() ? std::string_view{} : found->second;
}

}  // namespace rectify::io
