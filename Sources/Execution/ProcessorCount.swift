import Glibc

/// How many processors this machine has; at least one.
package let processorCount = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
