/// A program of the host as a stage: its input is text, its output lines.
///
/// The program runs from the first object on, beside the stages around it: what it is given is written and what it says is
/// read in between. Two programs next to each other hand on bytes, as a shell's pipe does.
import Glibc
import Syntax
import Primitives

/// Bytes a program wrote, on their way into the file its output is redirected to.
public final class ProgramBytes: Ref {
  public let bytes: ArraySlice<UInt8>
  init(_ b: ArraySlice<UInt8>) { bytes = b; super.init() }
}

final class NativeStage: CommandStage {
  fileprivate let context: ExecutionContext
  private let command: ApplicationInfo
  private var path: String { command.path }
  private var program: String { command.program }
  private let arguments: [String]
  private let site: CommandSite
  private let expectsInput: Bool
  /// Waits to be written.
  private var input: [UInt8] = []
  private var written = 0
  private var pid: pid_t = 0
  private var inFd: Int32 = -1, outFd: Int32 = -1, errFd: Int32 = -1
  private var out = LineSplitter(), err = LineSplitter()
  private var saidError = false
  private var buffer: [UInt8] = []
  private var lastPump = 0
  /// What it writes goes into a file as it is, not line by line.
  var keepsBytes = false
  /// Nobody reads what this program is given.
  private var isSated = false
  private let following: NativeStage?
  /// The program is given a block: objects go in and come out.
  private let minishell: Minishell?
  private var objectsIn: [Value] = []
  private var outObjects = MarkedObjects(), errorObjects = MarkedObjects()

  init(_ c: ExecutionContext, _ a: ApplicationInfo, _ site: CommandSite, _ args: [Argument], next: Stage, expectsInput: Bool) throws {
    context = c
    command = a
    self.site = site
    self.expectsInput = expectsInput
    following = next as? NativeStage
    minishell = try Minishell(args, site, c, outputIsShown: next.isDisplay)
    arguments = try NativeArguments.words(minishell?.arguments ?? args, site, c)
    super.init(next: next)
  }
  /// Objects reach a program as the lines they display as.
  private var display: CmdletStage?
  override func process(_ v: Value) throws {
    if minishell?.takesObjects ?? false { objectsIn.append(v); return }
    if display == nil, case .string(let s) = v { return try take((s.string + "\n").utf8) }
    // bytes are given as they are, alone or many at once
    if case .byte(let b) = v.base { return try take(CollectionOfOne(b)) }
    if case .array(let a) = v, a.elementType === TypeTable.byte { return try take(a.values.compactMap { if case .byte(let b) = $0 { b } else { nil } }) }
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
    override func process(_ v: Value) throws { try owner.take((Conversion.toString(v, owner.context) + "\n").utf8) }
  }
  /// More input. The program gets it when there is enough of it, or when some time has passed.
  private func take(_ bytes: some Collection<UInt8>) throws {
    if isSated { return }
    input.append(contentsOf: bytes)
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now)
    let milliseconds = now.tv_sec &* 1000 &+ now.tv_nsec / 1_000_000
    if input.count - written < 1 << 15, milliseconds &- lastPump < 20 { return }
    lastPump = milliseconds
    try launch()
    try pump(toTheEnd: false)
  }
  override func run() throws {}
  override func end() throws {
    if let display { try display.end(); display.finish() }
    if expectsInput, minishell?.takesObjects ?? false { input = Array(try ObjectStreams.text(of: objectsIn, context).utf8) }
    try launch()
    try pump(toTheEnd: true)
    try settle()
    try next.end()
  }
  override func finish() {
    close(&inFd); close(&outFd); close(&errFd)
    if pid != 0 { stop() }
  }

  private func launch() throws {
    if pid != 0 { return }
    context.host.flush()
    var inPipe: [Int32] = [-1, -1], outPipe: [Int32] = [-1, -1], errPipe: [Int32] = [-1, -1]
    // the program writes straight to the terminal when nothing stands between
    let isShown = next.isDisplay
    let direct = isShown && context.host.lendsTerminal && context.transcript == nil
    if direct { context.host.terminalWasLent() }
    context.host.programStarts()
    // what is written to a transcript has passed through here
    let wantsErrors = context.errorTarget != nil || context.transcript != nil || (minishell != nil && !isShown)
    // our ends are not for the programs started meanwhile: they would keep them open
    if expectsInput { inPipe = Program.pipe() }
    if !direct { outPipe = Program.pipe() }
    if wantsErrors { errPipe = Program.pipe() }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if expectsInput { posix_spawn_file_actions_adddup2(&actions, inPipe[0], 0) }
    if !direct { posix_spawn_file_actions_adddup2(&actions, outPipe[1], 1) }
    if wantsErrors { posix_spawn_file_actions_adddup2(&actions, errPipe[1], 2) }
    var child: pid_t = 0
    let rc = Program.spawn(&child, program, as: path, arguments, &actions)
    for fd in [inPipe[0], outPipe[1], errPipe[1]] where fd >= 0 { Glibc.close(fd) }
    inFd = inPipe[1]; outFd = outPipe[0]; errFd = errPipe[0]
    guard rc == 0 else {
      // what is no program is a document, and there is nothing to open it with
      if rc == EACCES, site.position < site.length - 1 {
        throw context.locate(
          TerminatingError(
            "CantActivateDocumentInPipeline", "Cannot run a document in the middle of a pipeline: \(path).", .invalidOperation,
            exception: "System.Management.Automation.RuntimeException", target: .str(path)), site.extent)
      }
      let reason = String(cString: strerror(rc == EACCES ? ENOENT : rc))
      throw context.locate(
        TerminatingError(
          "NativeCommandFailed",
          """
          Program '\(path.split(separator: "/").last ?? "")' failed to run: An error occurred trying to start process '\(path)' with working directory \
          '\(context.fullPath("."))'. \(reason)\(PositionMessage.text(site.extent, file: site.extent.source.file)).
          """,
          .resourceUnavailable, exception: "System.Management.Automation.ApplicationFailedException"), site.extent)
    }
    pid = child
    buffer = [UInt8](repeating: 0, count: 1 << 16)
    if inFd >= 0 { _ = fcntl(inFd, F_SETFL, O_NONBLOCK) }
  }
  private func close(_ fd: inout Int32) {
    if fd >= 0 { Glibc.close(fd) }
    fd = -1
  }

  /// Feeds input, hands output on line by line, polls for Ctrl+C. Stops when little input is left, or `toTheEnd`.
  private func pump(toTheEnd: Bool) throws {
    repeat {
      try context.poll()
      if toTheEnd, inFd >= 0, written == input.count { close(&inFd) }
      if inFd < 0, outFd < 0, errFd < 0 { return }
      var polls = [
        pollfd(fd: written < input.count ? inFd : -1, events: Int16(POLLOUT), revents: 0), pollfd(fd: outFd, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errFd, events: Int16(POLLIN), revents: 0)
      ]
      let wait: Int32 = toTheEnd || input.count - written > 1 << 16 ? 50 : 0
      let n = wait == 0 ? Glibc.poll(&polls, 3, 0) : Turn.outside(context) { Glibc.poll(&polls, 3, wait) }
      if n < 0, errno != EINTR { return }
      if n <= 0 { continue }
      if polls[0].revents != 0 { writeInput() }
      if polls[1].revents != 0 { try readOutput() }
      if polls[2].revents != 0 { try readErrors() }
    } while toTheEnd || input.count - written > 1 << 16
  }
  private func writeInput() {
    let n = input.withUnsafeBytes { b in b.baseAddress.map { Glibc.write(inFd, $0 + written, b.count - written) } ?? 0 }
    if n > 0 {
      written += n
      if written == input.count { input.removeAll(keepingCapacity: input.count < 1 << 20); written = 0 }
    } else if n < 0, errno != EAGAIN, errno != EINTR {
      // the program reads no more
      close(&inFd)
      isSated = true
      input = []
      written = 0
    }
  }
  private func readOutput() throws {
    let n = Glibc.read(outFd, &buffer, buffer.count)
    if n < 0, errno == EINTR { return }
    if n <= 0 {
      close(&outFd)
      if let l = out.rest() { try say(l) }
      try outObjects.end(of: .output, path, context) { try next.process($0) }
    } else if let following {
      try following.take(buffer[0..<n])
      if following.isSated { kill(pid, SIGPIPE); close(&outFd) }
    } else if keepsBytes, minishell == nil { try next.process(.other(ProgramBytes(buffer[0..<n]))) }
    else { for l in out.add(buffer[0..<n]) { try say(l) } }
  }
  private func say(_ line: String) throws { if !outObjects.take(line) { try next.process(.str(line)) } }
  private func readErrors() throws {
    let n = Glibc.read(errFd, &buffer, buffer.count)
    func record(_ l: String) throws {
      if errorObjects.take(l) { return }
      let r = ErrorRecord(
        PSException("System.Management.Automation.RemoteException", l), id: saidError ? "NativeCommandErrorMessage" : "NativeCommandError", .notSpecified,
        target: saidError ? .null : .str(l))
      r.position = site.extent
      r.invocation = InvocationInfo(site, command, name: site.invocationName ?? command.name, expectsInput: expectsInput)
      r.categoryActivity = ""
      r.isNativeText = true
      saidError = true
      context.complete(r)
      if let errors = context.errorTarget { try errors.process(.other(r)) } else { try context.reportError(r) }
    }
    if n < 0, errno == EINTR { return }
    if n <= 0 {
      close(&errFd)
      if let l = err.rest() { try record(l) }
      try errorObjects.end(of: .error, path, context) { try next.process($0) }
    } else { for l in err.add(buffer[0..<n]) { try record(l) } }
  }

  /// The id of the error that an exit code is under `$PSNativeCommandUseErrorActionPreference`.
  static let exitErrorId = "ProgramExitedWithNonZeroCode"
  /// Waits for the program and notes how it ended.
  private func settle() throws {
    var status: Int32 = 0
    while Turn.outside(context, { waitpid(pid, &status, 0) }) < 0, errno == EINTR {
      if context.flags.pointee.stopRequested { kill(pid, SIGINT) }
    }
    let ended = pid
    pid = 0
    context.host.programEnded()
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    // the session's own, whatever variable of that name is nearer
    context.setGlobal("LASTEXITCODE", .int(code))
    hadErrors = code != 0
    // Ctrl+C was meant for both: the program and what runs it
    try context.poll()
    if code != 0, let p = context.variable("PSNativeCommandUseErrorActionPreference"), Conversion.toBool(p) {
      let name = FileText.leaf(path)
      let r = ErrorRecord(
        PSException(
          "System.Management.Automation.NativeCommandExitException",
          "Program \"\(name)\" ended with non-zero exit code: \(code) (0x\(String(UInt32(bitPattern: code), radix: 16, uppercase: true).leftPadded(2)))."),
        id: NativeStage.exitErrorId, .notSpecified, target: .str(path))
      r.exception.properties = [("ExitCode", .int(code)), ("Path", .str(path)), ("ProcessId", .int(ended))]
      try context.writeError(r)
    }
  }
  /// Ends a program whose pipeline is over, if need be by force.
  private func stop() {
    var status: Int32 = 0
    for signal in [SIGTERM, SIGKILL] {
      kill(pid, signal)
      for _ in 0..<25 {
        if waitpid(pid, &status, WNOHANG) != 0 { pid = 0; context.host.programEnded(); return }
        usleep(2000)
      }
    }
    pid = 0
  }
}

/// Marks the stage that shows output, so that programs may write to the terminal themselves.
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

extension String {
  func leftPadded(_ n: Int) -> String { count >= n ? self : String(repeating: "0", count: n - count) + self }
}
