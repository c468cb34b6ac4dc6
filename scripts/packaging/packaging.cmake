# The Debian package, by `cpack -G DEB` in a build folder of the Release preset: program, library,
# headers, man page, completions and licences in one.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME rectify)
set(RECTIFY_MAINTAINER "The rectify authors <rectify@example.org>" CACHE STRING
  "Whom the Debian package names as its maintainer")
set(CPACK_PACKAGE_CONTACT ${RECTIFY_MAINTAINER})
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "rectifier for sound files, tables and generated signals")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
  GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION sound)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS gnuplot-nox)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
  "Sends signals through ideal and real rectifiers (half-wave, full-wave, many
phases, sums of ReLU units), with their gradients, measures and pictures. It
reads and writes sound (WAV, AIFF, FLAC, Ogg, MP3 and others) and tables
(CSV), in files and in pipes, and makes sines and sweeps itself. Integer
samples pass bit for bit. A C++20 library with its headers is included.")

# What Debian wants where another system does not. The time is SOURCE_DATE_EPOCH where that is set.
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(CONFIGURE OUTPUT debian/changelog.Debian @ONLY CONTENT [[
rectify (@PROJECT_VERSION@-1) unstable; urgency=medium

  * The package that cpack makes; changelog.gz says what is new.

 -- @CPACK_PACKAGE_CONTACT@  @date@
]])

# Indents a licence as the fields of a copyright file are, with a dot on empty lines.
function(read_licence file result)
  file(READ ${PROJECT_SOURCE_DIR}/${file} text)
  string(STRIP "${text}" text)
  string(REPLACE "\n\n" "\n.\n" text "${text}")
  string(REPLACE "\n" "\n " text "${text}")
  set(${result} " ${text}" PARENT_SCOPE)
endfunction()
read_licence(LICENSE mit)
read_licence(LICENSES/KissFFT.txt bsd)
file(CONFIGURE OUTPUT debian/copyright @ONLY CONTENT
[[Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: rectify

Files: *
Copyright: 2026 the rectify authors
License: MIT
@mit@

Files: usr/bin/rectify usr/lib/*
Copyright: 2026 the rectify authors
           2003-2010 Mark Borgerding
License: MIT and BSD-3-Clause

License: BSD-3-Clause
@bsd@
]])
install(FILES ${PROJECT_BINARY_DIR}/debian/copyright ${PROJECT_BINARY_DIR}/debian/changelog.Debian
  DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES ${PROJECT_SOURCE_DIR}/CHANGELOG.md RENAME changelog
  DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES ${PROJECT_SOURCE_DIR}/src/cli/completion/_rectify
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT debian EXCLUDE_FROM_ALL)
set(CPACK_INSTALL_CMAKE_PROJECTS
  "${PROJECT_BINARY_DIR};rectify;Unspecified;/" "${PROJECT_BINARY_DIR};rectify;debian;/")
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/scripts/packaging/compress.cmake)
include(CPack)
