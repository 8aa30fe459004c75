/// The program: reads its command line, makes a session and runs what was asked for, on a thread with a stack deep enough for
/// recursive scripts.
import CMalloc
import Console
import CoreCmdlets
import Engine
import Glibc

private let stackSize = 256 << 20

private func printError(_ text: String) { fputs(text, stderr) }

private func run(_ line: CommandLine) throws -> Int32 {
  switch line.source {
  case .version:
    print(Usage.title)
    return 0
  case .help:
    print("\n" + Usage.full)
    return 0
  case .demo(let name, let fast, let record):
    return try Demonstrations.play(name, fast: fast, record: record, line, stackSize: stackSize)
  case .input, .standardInput, .text, .file: break
  }
  if let folder = line.workingDirectory.map(Files.fromHome), chdir(folder) != 0 {
    printError("Set-Location: Cannot find path '\(Files.absolute(folder))' because it does not exist.\n")
  }
  let staysOpen = line.source == .input || line.noExit
  let session = try Session(line, isInteractive: staysOpen && Terminal.isInteractive, stackSize: stackSize)
  defer {
    CoreCmdlets.endSession(session.context)
    Transcripts.end(session.context)
    session.host.flush()
    session.host.beforeOutput?()
  }
  // The session ends with the process: taking its objects apart one by one would only cost time.
  _ = Unmanaged.passRetained(session)
  if staysOpen, Terminal.isInteractive, !line.noLogo, line.source == .input { session.host.write(Usage.title + "\n") }
  if !line.noProfile {
    let begun = milliseconds()
    session.runProfile()
    let taken = milliseconds() - begun
    if line.source == .input, !line.noLogo, !line.noProfileLoadTime, taken > 500 { printError("Loading personal and system profiles took \(taken)ms.\n") }
  }
  var code: Int32 = 0
  switch line.source {
  case .text(let text):
    let values = try line.encodedArguments.map { try session.values(encoded: $0) } ?? []
    code = session.runCommand(text, arguments: line.words, values: values)
  case .file(let path): code = session.runFile(path, arguments: line.words)
  case .standardInput: code = session.loop(isSilent: true)
  default: break
  }
  return staysOpen && !session.hasExited ? session.loop() : code
}

private func milliseconds() -> Int {
  var t = timespec()
  clock_gettime(CLOCK_MONOTONIC, &t)
  return t.tv_sec * 1000 + t.tv_nsec / 1_000_000
}

private func start() -> Int32 {
  LoginShell.enter()
  do { return try run(try CommandLine(Array(Swift.CommandLine.arguments.dropFirst()))) } catch let bad as CommandLine.BadUsage {
    printError(bad.message + "\n")
    if bad.showsHelp { print("\n" + Usage.brief) }
    return 64
  } catch let refusal as Journals.Refusal {
    printError(refusal.message + "\n")
    return refusal.exitCode
  } catch {
    printError("csshell: \(error)\n")
    return 70
  }
}

// One heap for the engine's thread, growing in large steps: a second arena would ask the system for every few pages.
mallopt(M_ARENA_MAX, 1)
mallopt(M_TOP_PAD, 1 << 20)
mallopt(M_TRIM_THRESHOLD, 64 << 20)
mallopt(M_MMAP_THRESHOLD, 32 << 20)
setvbuf(stdout, nil, _IOLBF, 0)
let code = Signals.onLargeStack(bytes: stackSize, start)
Terminal.restoreModes()
exit(code)
