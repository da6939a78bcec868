# cmake -DBUILD=... -DWORK=... -DSOURCE=... -DCOMPILER=... -DFLAGS=... -P check.cmake
# Installs the build into an empty prefix, builds the consumer against it and runs it.
function(run)
  execute_process(COMMAND ${ARGV} OUTPUT_VARIABLE out ERROR_VARIABLE out RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGV}\n${out}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
run(${CMAKE_COMMAND} -G Ninja -S ${SOURCE} -B ${WORK}/build -DCMAKE_PREFIX_PATH=${WORK}/prefix
  -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_FLAGS=${FLAGS} -DCMAKE_BUILD_TYPE=Release)
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${WORK}/build/consumer)
if(EXISTS ${BUILD}/runon)
  run(${WORK}/prefix/bin/runon --version)
  foreach(file IN ITEMS share/man/man1/runon.1 share/bash-completion/completions/runon share/zsh/site-functions/_runon
      share/fish/vendor_completions.d/runon.fish)
    file(SIZE ${WORK}/prefix/${file} size)
    if(size LESS 1000)
      message(FATAL_ERROR "${file} was installed with ${size} bytes")
    endif()
  endforeach()
endif()
