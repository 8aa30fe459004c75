/// A program of the host as a stage: its input is text, its output lines.
import Glibc
import Syntax
import Primitives

final class NativeStage: CommandStage {
  fileprivate let context: ExecutionContext
  private let command: ApplicationInfo
  private var path: String { command.path }
  private var program: String { command.program }
  private let arguments: [String]
  private let site: CommandSite
  private let expectsInput: Bool
  fileprivate var input: [UInt8] = []
  private var launched = false

  init(_ c: ExecutionContext, _ a: ApplicationInfo, _ site: CommandSite, _ args: [Argument], next: Stage, expectsInput: Bool) throws {
    context = c
    command = a
    self.site = site
    self.expectsInput = expectsInput
    arguments = try NativeArguments.words(args, c)
    super.init(next: next)
  }
  /// Objects reach a program as the lines they display as.
  private var display: CmdletStage?
  override func process(_ v: Value) throws {
    if display == nil, case .string(let s) = v { input.append(contentsOf: (s.string + "\n").utf8); return }
    if display == nil, let out = context.commands.cmdlet("Out-String") {
      let stage = try CmdletStage(context, out, site, [Argument(name: "Stream", value: .bool(true), hasValue: true, extent: site.extent)], next: InputLines(self), expectsInput: true)
      try stage.start()
      display = stage
    }
    try display?.process(v)
  }
  private final class InputLines: Stage {
    unowned let owner: NativeStage
    init(_ o: NativeStage) { owner = o; super.init() }
    override func process(_ v: Value) throws { owner.input.append(contentsOf: (Conversion.toString(v, owner.context) + "\n").utf8) }
  }
  override func run() throws {}
  override func end() throws {
    if let display { try display.end(); display.finish() }
    try launch()
    try next.end()
  }
  private func launch() throws {
    launched = true
    context.host.flush()
    var inPipe: [Int32] = [-1, -1], outPipe: [Int32] = [-1, -1], errPipe: [Int32] = [-1, -1]
    // the program writes straight to the terminal when nothing stands between
    let direct = next is TerminalOutput && context.streams.error == nil
    if expectsInput { pipe(&inPipe) }
    if !direct { pipe(&outPipe) }
    let wantsErrors = context.streams.error != nil
    if wantsErrors { pipe(&errPipe) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if expectsInput { posix_spawn_file_actions_adddup2(&actions, inPipe[0], 0); posix_spawn_file_actions_addclose(&actions, inPipe[1]) }
    if !direct { posix_spawn_file_actions_adddup2(&actions, outPipe[1], 1); posix_spawn_file_actions_addclose(&actions, outPipe[0]) }
    if wantsErrors { posix_spawn_file_actions_adddup2(&actions, errPipe[1], 2); posix_spawn_file_actions_addclose(&actions, errPipe[0]) }
    var pid: pid_t = 0
    let rc = Program.spawn(&pid, program, as: path, arguments, &actions)
    for fd in [inPipe[0], outPipe[1], errPipe[1]] where fd >= 0 { close(fd) }
    guard rc == 0 else {
      for fd in [inPipe[1], outPipe[0], errPipe[0]] where fd >= 0 { close(fd) }
      throw context.locate(TerminatingError("NativeCommandFailed", "Program '\(path.split(separator: "/").last ?? "")' failed to run: \(String(cString: strerror(rc)))", .resourceUnavailable, exception: "System.Management.Automation.ApplicationFailedException"), site.extent)
    }
    do { try pump(inPipe[1], outPipe[0], errPipe[0]) } catch {
      kill(pid, SIGTERM)
      var status: Int32 = 0
      waitpid(pid, &status, 0)
      throw error
    }
    var status: Int32 = 0
    while Turn.outside(context, { waitpid(pid, &status, 0) }) < 0, errno == EINTR {
      if context.flags.pointee.stopRequested { kill(pid, SIGINT) }
    }
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    if let v = context.findVariable(Symbol.of("LASTEXITCODE")) { v.value = .int(code) } else { context.setGlobal("LASTEXITCODE", .int(code)) }
    hadErrors = code != 0
    if code != 0, let p = context.variable("PSNativeCommandUseErrorActionPreference"), Conversion.toBool(p) {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let r = ErrorRecord(PSException("System.Management.Automation.NativeCommandExitException", "Program \"\(name)\" ended with non-zero exit code: \(code) (0x\(String(UInt32(bitPattern: code), radix: 16, uppercase: true).leftPadded(2)))."), id: "ProgramExitedWithNonZeroCode", .notSpecified, target: .str(name))
      r.position = site.extent
      let info = InvocationInfo()
      info.command = command
      info.position = site.extent
      info.scriptName = site.extent.source.file
      r.invocation = info
      r.exception.properties = [("ExitCode", .int(code)), ("Path", .str(path)), ("ProcessId", .int(pid))]
      try context.writeError(r)
    }
  }
  /// Feeds input, hands output on line by line, polls for Ctrl+C.
  private func pump(_ inFd: Int32, _ outFd: Int32, _ errFd: Int32) throws {
    var out = LineSplitter(), err = LineSplitter()
    var written = 0
    var fds = [inFd, outFd, errFd]
    if inFd >= 0, input.isEmpty { close(inFd); fds[0] = -1 }
    defer { for fd in fds where fd >= 0 { close(fd) } }
    if fds[0] >= 0 { _ = fcntl(fds[0], F_SETFL, O_NONBLOCK) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var firstError = true
    while fds.contains(where: { $0 >= 0 }) {
      try context.poll()
      var polls = [pollfd(fd: fds[0], events: Int16(POLLOUT), revents: 0), pollfd(fd: fds[1], events: Int16(POLLIN), revents: 0), pollfd(fd: fds[2], events: Int16(POLLIN), revents: 0)]
      let n = Turn.outside(context) { Glibc.poll(&polls, 3, 50) }
      if n < 0, errno != EINTR { break }
      if n <= 0 { continue }
      if fds[0] >= 0, polls[0].revents != 0 {
        let k = input.withUnsafeBytes { Glibc.write(fds[0], $0.baseAddress!.advanced(by: written), $0.count - written) }
        if k > 0 { written += k }
        if (k < 0 && errno != EAGAIN && errno != EINTR) || written == input.count { close(fds[0]); fds[0] = -1 }
      }
      if fds[1] >= 0, polls[1].revents != 0 {
        let k = Glibc.read(fds[1], &buffer, buffer.count)
        if k > 0 { for l in out.add(buffer[0..<k]) { try next.process(.str(l)) } } else if k == 0 || errno != EINTR { close(fds[1]); fds[1] = -1; if let l = out.rest() { try next.process(.str(l)) } }
      }
      if fds[2] >= 0, polls[2].revents != 0 {
        let k = Glibc.read(fds[2], &buffer, buffer.count)
        func record(_ l: String) throws {
          let r = ErrorRecord(PSException("System.Management.Automation.RemoteException", l), id: firstError ? "NativeCommandError" : "NativeCommandErrorMessage", .notSpecified, target: .str(l))
          r.position = site.extent
          r.isNativeText = true
          firstError = false
          try context.streams.error?.process(.other(r))
        }
        if k > 0 { for l in err.add(buffer[0..<k]) { try record(l) } } else if k == 0 || errno != EINTR { close(fds[2]); fds[2] = -1; if let l = err.rest() { try record(l) } }
      }
    }
  }
}

/// Marks the stage that shows output at the terminal, so programs may write there themselves.
public protocol TerminalOutput: AnyObject {}

struct LineSplitter {
  private var pending: [UInt8] = []
  mutating func add(_ bytes: ArraySlice<UInt8>) -> [String] {
    var lines: [String] = []
    for b in bytes {
      if b == 10 {
        if pending.last == 13 { pending.removeLast() }
        lines.append(String(decoding: pending, as: UTF8.self))
        pending.removeAll(keepingCapacity: true)
      } else { pending.append(b) }
    }
    return lines
  }
  mutating func rest() -> String? { pending.isEmpty ? nil : String(decoding: pending, as: UTF8.self) }
}

/// Words of a native command line: parameters keep their dash, arrays spread, bare words with wildcards glob.
enum NativeArguments {
  static func words(_ args: [Argument], _ c: ExecutionContext) throws -> [String] {
    var out: [String] = []
    for a in args {
      if let n = a.name {
        if a.isSplat { out.append("-" + n + (a.hasValue ? ":" + Conversion.toString(a.value, c) : "")); continue }
        let text = a.extent.text
        out.append(a.hasValue ? text.hasPrefix("-") && !text.contains("$") ? text : "-\(n):" + Conversion.toString(a.value, c) : text.isEmpty ? "-" + n : text)
        continue
      }
      if case .array(let x) = a.value.base {
        for v in x.values {
          let t = Conversion.toString(v, c)
          if v.isNull { continue }
          guard a.isArrayLiteral, !t.isEmpty, !hasBlanks(t) else { out += a.isUnquoted ? expanded(t) : [t]; continue }
          // written as a list, it is passed as it was written
          for word in a.extent.text.split(separator: " ") { out += expanded(String(word)) }
          break
        }
        continue
      }
      if a.value.isNull { continue }
      let t = Conversion.toString(a.value, c)
      out += a.isUnquoted ? expanded(t) : [t]
    }
    return out
  }
  /// The files a word names by wildcards, the home folder for `~`.
  private static func expanded(_ t: String) -> [String] {
    if t.contains(where: { $0 == "*" || $0 == "?" || $0 == "[" }) {
      let hits = glob(t)
      return hits.isEmpty ? [t] : hits
    }
    if t == "~" || t.hasPrefix("~/") { return [(Environment.get("HOME") ?? "~") + t.dropFirst()] }
    return [t]
  }
  /// Blanks outside of double quotes.
  private static func hasBlanks(_ t: String) -> Bool {
    var isQuoted = false, previous: UInt8 = 0
    for b in t.utf8 {
      if b == 34, previous != 92 { isQuoted.toggle() } else if b == 32 || b >= 9 && b <= 13, !isQuoted { return true }
      previous = b
    }
    return false
  }
  private static func glob(_ pattern: String) -> [String] {
    var g = glob_t()
    defer { globfree(&g) }
    guard Glibc.glob(pattern, 0, nil, &g) == 0 else { return [] }
    return (0..<Int(g.gl_pathc)).compactMap { g.gl_pathv[$0].map { String(cString: $0) } }
  }
}

extension String {
  func leftPadded(_ n: Int) -> String { count >= n ? self : String(repeating: "0", count: n - count) + self }
}
