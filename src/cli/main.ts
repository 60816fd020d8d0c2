console.error('bufferscope: no command is there yet.')
process.exitCode = 2
