// Throws seeded random input at the parser and the primitives: fuzz [--seconds N] [--seed S] [--case N] [TARGET…]
// Prints the cases run per target; a wrong answer, a trap or a hang is reported with the arguments that repeat it.
import Glibc

/// The case that is running, readable from a signal handler.
nonisolated(unsafe) var running = "no case"

func write(_ text: String) { _ = text.utf8CString.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count - 1) } }

for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGALRM] {
  _ = Glibc.signal(signal) { number in
    write(number == SIGALRM ? "a case took over 20 seconds; repeat with: fuzz \(running)\n" : "crashed by signal \(number); repeat with: fuzz \(running)\n")
    _exit(1)
  }
}

var secondsEach = 10.0, seed: UInt64 = 1, onlyCase: UInt64?, names: [String] = []
var arguments = CommandLine.arguments.dropFirst().makeIterator()
while let argument = arguments.next() {
  switch argument {
  case "--seconds": secondsEach = arguments.next().flatMap(Double.init) ?? secondsEach
  case "--seed": seed = arguments.next().flatMap(UInt64.init) ?? seed
  case "--case": onlyCase = arguments.next().flatMap(UInt64.init)
  default: names.append(argument)
  }
}
if let unknown = names.first(where: { name in !targets.contains { $0.name == name } }) {
  write("fuzz: no target '\(unknown)'; targets: \(targets.map(\.name).joined(separator: " "))\n")
  exit(64)
}

func now() -> Double {
  var t = timespec()
  clock_gettime(CLOCK_MONOTONIC, &t)
  return Double(t.tv_sec) + Double(t.tv_nsec) / 1e9
}

var failed = 0, passed = 0
for target in targets where names.isEmpty || names.contains(target.name) {
  let end = now() + secondsEach
  var cases: UInt64 = onlyCase ?? 0, wrong = 0
  repeat {
    running = "--seed \(seed) --case \(cases) \(target.name)"
    alarm(20)
    var random = RandomSource(seed: seed &* 1_000_003 &+ cases)
    if let problem = target.run(&random) {
      wrong += 1
      if wrong <= 5 { print("\(problem)\n  repeat with: fuzz \(running)") }
    }
    cases += 1
  } while onlyCase == nil && now() < end
  alarm(0)
  print("\(target.name): \(cases - (onlyCase ?? 0)) cases, \(wrong) wrong")
  if wrong == 0 { passed += 1 } else { failed += 1 }
}
print("\(passed) passed, \(failed) failed")
exit(failed == 0 ? 0 : 1)
