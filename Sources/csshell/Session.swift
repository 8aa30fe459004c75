/// A session of the product: the engine with every module installed, at a terminal or in a pipeline, and ways to run things in it.
import Completion
import Console
import CoreCmdlets
import Engine
import Formatting
import Glibc
import Primitives
import Syntax

final class Session {
  let host: TerminalHost
  let context: ExecutionContext
  /// Objects on the standard streams, when the command line asks for that.
  private let objects: ObjectOutput?
  private let takesObjects: Bool

  /// - Parameter stackSize: of the thread everything runs on
  init(_ line: CommandLine, isInteractive: Bool, stackSize: Int) throws {
    host = TerminalHost(nonInteractive: line.nonInteractive)
    context = ExecutionContext(host: host)
    context.attach(stackSize: stackSize)
    context.isInteractive = isInteractive
    if line.nonInteractive { context.services["NonInteractive"] = host }
    CoreCmdlets.prepareEnvironment()
    try Modules.install(into: context, deployment: line.deployment, journal: try Journals.open(line))
    Modules.prepareBackground()
    Signals.install(stop: context.stopFlag, isInteractive: isInteractive)
    takesObjects = line.inputFormat == .xml
    objects = ObjectOutput(line, context)
    host.progressLook = { [unowned context] in
      let style = Style.of(context)
      return ProgressLook(style: style.progressStyle, maxWidth: style.progressMaxWidth, isClassic: style.progressView == "Classic")
    }
    host.isIncomplete = Session.isIncomplete
    context.whenTyped = { [unowned self] line, run in
      let before = lastError
      try remembering(line) { $0 = try run() }
      advise(since: before)
    }
    host.whenNobodyReads = { [unowned context] in context.requestStop() }
  }

  /// Runs an input typed at the prompt; an exit code ends the session.
  private func runTyped(_ text: String) -> Int32? { remembering(text) { status in runInput(text) { status = $0 } } }
  /// Runs an input that gets its place in the history.
  /// - Parameter run: is given where to say how it went, when not well
  private func remembering<T>(_ text: String, _ run: (_ status: inout String) throws -> T) rethrows -> T {
    let history = SessionHistory.of(context), entry = history.begin(text)
    var status = "Completed"
    defer { history.end(entry, status: status) }
    history.noteEnds(of: text)
    return try run(&status)
  }
  /// Runs an input as if typed at the prompt; an exit code ends the session.
  /// - Parameter ended: told how it went when not well: `Failed` or `Stopped`
  func runInput(_ text: String, ended: (String) -> Void = { _ in }) -> Int32? {
    let before = lastError
    defer { host.endProgress() }
    Transcripts.note(input: text, prompt: shownPrompt, context)
    do {
      let isComplete = try context.runInteractive(text)
      lastFailed = !isComplete || !context.lastSucceeded
      if !isComplete { ended("Failed") }
    } catch FlowSignal.exit(let code) { return code } catch {
      // Ctrl+C and stray loop words end the input, not the session.
      lastFailed = true
      ended("Stopped")
    }
    if context.isInteractive { advise(since: before) }
    return nil
  }
  /// What helps with an error that came after another.
  private func advise(since before: ErrorRecord?) {
    if let e = lastError, e !== before, let advice = Feedback.text(e, context) { host.write(advice) }
  }

  /// The last input failed: what the exit code tells where input that is piped in ends without `exit`.
  private var lastFailed = false
  private var lastError: ErrorRecord? { context.variable("Error")?.arrayValue?.values.first?.refValue as? ErrorRecord }

  /// What `-EncodedArguments` holds.
  func values(encoded text: String) throws -> [Value] {
    guard let values = ObjectStreams.arguments(text, context) else { throw CommandLine.BadUsage.encodedArguments }
    return values
  }

  /// A command of the command line said `exit`, which ends the session whatever was to follow.
  private(set) var hasExited = false
  /// `-Command`: exit code 1 when the last command failed.
  /// - Parameter values: arguments that came as objects
  func runCommand(_ text: String, arguments: [String] = [], values: [Value] = []) -> Int32 {
    objects?.begin()
    defer { objects?.end() }
    if isatty(STDIN_FILENO) == 0 { context.provideInput { [self] in standardInput() } }
    if !arguments.isEmpty || !values.isEmpty {
      // a command with parameters takes them as a script does
      if Parser.parse(SourceText(text)).ast.paramBlock != nil { return run { try context.runScript(text, file: nil, arguments: arguments, values: values, standardInput: standardInput) } }
      context.setGlobal("args", .arr(arguments.map { .str($0) } + values))
    }
    do {
      let ended = try context.runInteractive(text)
      if !ended { return 1 }
      return context.lastSucceeded ? 0 : 1
    } catch FlowSignal.exit(let code) { hasExited = true; return code } catch { return 1 }
  }

  private func standardInput() -> [Value] { FileText.read("/dev/stdin").map(input) ?? [] }
  private func input(_ bytes: [UInt8]) -> [Value] {
    guard takesObjects else { return Session.lines(bytes) }
    do { return try ObjectStreams.decode(String(decoding: bytes, as: UTF8.self), context).map(\.value) } catch let e as TerminatingError {
      context.uncaught(e)
      return []
    } catch { return [] }
  }
  private static func lines(_ bytes: [UInt8]) -> [Value] {
    FileText.decode(bytes).textLines.map { .str($0) }
  }

  /// `-File`.
  func runFile(_ path: String, arguments: [String]) -> Int32 {
    let full = Files.absolute(path)
    guard let bytes = FileText.read(full) else {
      host.writeError("csshell: cannot read '\(path)': \(String(cString: strerror(errno)))\n")
      return 64
    }
    return run { try context.runScript(FileText.decode(bytes), file: full, arguments: arguments, standardInput: standardInput) }
  }
  private func run(_ script: () throws -> Bool) -> Int32 {
    defer { host.endProgress() }
    do { return try script() ? 0 : 1 } catch FlowSignal.exit(let code) { return code } catch FlowSignal.stopped { return 0 } catch { return 1 }
  }

  /// `~/.config/csshell/profile.ps1`, then the user's files that `$PROFILE` names, those of them that there are.
  func runProfile() {
    guard let home = Terminal.environment("HOME") else { return }
    let base = Terminal.environment("XDG_CONFIG_HOME").flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.config"
    for file in ["/csshell/profile.ps1", "/powershell/profile.ps1", "/powershell/Microsoft.PowerShell_profile.ps1"] where Files.exists(base + file) {
      _ = runInput(". '" + (base + file).split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'")
    }
  }

  /// The prompt and the loop, until the person leaves.
  /// - Parameter isSilent: commands come from a pipe without prompts (`-Command -`)
  func loop(isSilent: Bool = false) -> Int32 {
    let actions = InputLoopActions(prompt: { [self] in isSilent ? "" : prompt() }, isIncomplete: Session.isIncomplete, run: runTyped, complete: complete)
    return InputLoop(host: host, actions: actions, isSilent: isSilent).run { [self] in
      if !Terminal.inputIsTerminal { return lastFailed ? 1 : 0 }
      if case .int(let n)? = context.variable("LASTEXITCODE") { return n }
      return 0
    }
  }

  /// What the user's `prompt` function yields.
  private func prompt() -> String {
    shownPrompt = RemoteSessions.prefix(context) + context.promptText()
    return shownPrompt
  }
  private var shownPrompt = "PS>"

  /// More lines could make the text right.
  static func isIncomplete(_ text: String) -> Bool {
    let errors = Parser.parse(SourceText(text)).errors
    guard let first = errors.first else { return false }
    if first.incompleteInput { return true }
    // a comment on a line of its own hides from the first error that the text ends behind it
    let lastLine = text.utf8.split(separator: 10).last?.drop { $0 == 32 || $0 == 9 }
    return lastLine?.first == 35 && errors.contains(where: \.incompleteInput)
  }

  private func complete(_ request: CompletionRequest) -> CompletionAnswer {
    if let own = context.findCommand("TabExpansion2") as? FunctionInfo, own.helpFile.isEmpty { return complete(request, own) }
    let c = Completer.complete(request.text, at: request.cursor, context)
    return CompletionAnswer(
      candidates: c.matches.map { .init(text: $0.completionText, shown: $0.listItemText, isContainer: $0.resultType == .providerContainer) },
      start: c.replacementIndex, length: c.replacementLength)
  }  /// What a user's own `TabExpansion2` finds; nothing when it fails.
  private func complete(_ request: CompletionRequest, _ function: FunctionInfo) -> CompletionAnswer {
    func read(_ v: Value, _ name: String) -> Value { (try? context.property(v, name)) ?? .null }
    func text(_ v: Value, _ name: String) -> String { Conversion.toString(read(v, name), context) }
    func number(_ v: Value) -> Int { (try? Conversion.toInt64(v)).map { Int($0) } ?? -1 }
    let answer = (try? context.invokeBlock(function.block, arguments: [.str(request.text), .integer(request.cursor)])) ?? .null
    let matches = read(answer, "CompletionMatches")
    return CompletionAnswer(
      candidates: (matches.arrayValue?.values ?? (matches.isNull ? [] : [matches])).map {
        .init(text: text($0, "CompletionText"), shown: text($0, "ListItemText"), isContainer: text($0, "ResultType") == "ProviderContainer")
      },
      start: number(read(answer, "ReplacementIndex")), length: number(read(answer, "ReplacementLength")))
  }
}
