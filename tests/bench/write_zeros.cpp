// The limit for what is generated: writes as many zero bytes, in blocks of 256 KiB, and does
// nothing else. write-zeros FILE BYTES
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::vector<char> block(std::size_t{256} * 1024);
  const int fd = ::open(argv[1], O_WRONLY | O_CREAT | O_EXCL, 0666);
  auto left = std::strtoull(argv[2], nullptr, 10);
  while (left != 0) {
    const auto written =
        ::write(fd, block.data(), std::min<unsigned long long>(left, block.size()));
    if (written <= 0) return 1;
    left -= static_cast<unsigned long long>(written);
  }
  return ::close(fd) == 0 ? 0 : 1;
}
