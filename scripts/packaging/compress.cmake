# Makes what was installed for the package into what Debian's policy wants: texts are compressed, and
# the library keeps no symbols for a debugger.
file(GLOB texts ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share/man/man1/*.1
  ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share/doc/rectify/changelog*)
execute_process(COMMAND gzip -9n ${texts} COMMAND_ERROR_IS_FATAL ANY)
file(GLOB_RECURSE libraries ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/lib/librectify.a)
execute_process(
  COMMAND strip --strip-debug --remove-section=.comment --remove-section=.note
          --enable-deterministic-archives ${libraries}
  COMMAND_ERROR_IS_FATAL ANY)
