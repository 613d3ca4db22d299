# What a model's bits depend on besides its log: kernels, threads and PyTorch's version. Sourced by
# the launcher, the image, and the benchmarks; pom.xml has the same for tests, and a test compares.

pin_numerics() {
  # One set of kernels, whatever machine it is: see "same log, same model".
  case $(uname -m) in
    x86_64 | amd64)
      isa=default onednn=SSE41 cbwr=COMPATIBLE
      if grep -q -w avx2 /proc/cpuinfo 2>/dev/null || sysctl -n machdep.cpu.leaf7_features 2>/dev/null | grep -q -w AVX2; then
        isa=avx2 onednn=AVX2 cbwr=AVX2
      fi
      export ATEN_CPU_CAPABILITY="${ATEN_CPU_CAPABILITY:-$isa}"
      export ONEDNN_MAX_CPU_ISA="${ONEDNN_MAX_CPU_ISA:-$onednn}"
      export MKL_CBWR="${MKL_CBWR:-$cbwr}"
      ;;
  esac
  export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
  export OMP_DYNAMIC=false
  export OMP_WAIT_POLICY=passive
  export MKL_DYNAMIC=false
  # glibc gives each thread's tensors an arena of 64 MB and never shrinks it: two are enough.
  export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
  # It would give memory back at the end of every step and take it again in the next, page by page.
  export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-268435456}"
  export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-33554432}"
  # One kernel is kept for each batch size ever seen, and the consumer's batches are of every size.
  export ONEDNN_PRIMITIVE_CACHE_CAPACITY="${ONEDNN_PRIMITIVE_CACHE_CAPACITY:-128}"
  export PYTORCH_VERSION=2.7.1
  export PYTORCH_FLAVOR="${PYTORCH_FLAVOR:-cpu}"
}
