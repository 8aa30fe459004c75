/// The loop of an interactive session: prompt, read until the input is complete, run, again. The parser decides what is
/// complete: unfinished input is asked on with `>> `, a syntax error is reported at once.
import Engine
import Glibc

/// What the loop needs of the engine; filled by the executable.
public struct InputLoopActions {
  /// Text of the prompt (the user's `prompt` function).
  public var prompt: () -> String
  /// More lines could make the input right.
  public var isIncomplete: (String) -> Bool
  /// Runs a whole input; an exit code ends the session.
  public var run: (String) -> Int32?
  public var complete: (CompletionRequest) -> CompletionAnswer
  public init(prompt: @escaping () -> String, isIncomplete: @escaping (String) -> Bool, run: @escaping (String) -> Int32?, complete: @escaping (CompletionRequest) -> CompletionAnswer) {
    self.prompt = prompt; self.isIncomplete = isIncomplete; self.run = run; self.complete = complete
  }
}

public final class InputLoop {
  private let host: TerminalHost
  private let actions: InputLoopActions
  private let editor: LineEditor?
  /// `Start-Transcript` and tests of a piped session see the inputs too.
  private let isPiped: Bool
  /// Commands come from a pipe and nobody watches (`-Command -`): no prompts, no echo, and what takes several lines ends at a blank one.
  private let isSilent: Bool
  static let continuation = ">> "
  /// PowerShell says nothing and runs nothing.
  private static let unfinished = "csshell: the input ended within a block of several lines, which did not run; an empty line ends a block.\n"

  /// - Parameter keepsHistory: false for sessions that shall leave no trace
  public init(host: TerminalHost, actions: InputLoopActions, keepsHistory: Bool = true, isSilent: Bool = false) {
    self.isSilent = isSilent
    self.host = host
    self.actions = actions
    isPiped = !Terminal.inputIsTerminal
    if Terminal.isInteractive, !isSilent {
      Terminal.rememberModes()
      editor = LineEditor(history: keepsHistory ? .standard : HistoryFile(path: nil))
      editor?.complete = actions.complete
    } else { editor = nil }
    host.echoesInput = isPiped && !isSilent
    if editor != nil {
      host.commandReader = { [unowned self] prompt in
        let input = readInput(prompt)
        if case .text(let t) = input, !t.isEmpty { editor?.remember(t) }
        return input
      }
    }
  }

  /// Runs until `exit`, Ctrl+D or the end of a piped input; the exit code of the session.
  public func run(lastCode: () -> Int32 = { 0 }) -> Int32 {
    defer { host.commandReader = nil }
    while true {
      host.flush()
      let input: String
      switch readInput(host.prompt(actions.prompt)) {
      case .text(let t): input = t
      case .interrupted: continue
      case .end:
        if !isPiped, !isSilent { host.write("\n"); host.flush() }
        return lastCode()
      }
      if input.isEmpty { continue }
      editor?.remember(input)
      if let code = actions.run(input) { host.flush(); return code }
      if editor != nil { host.freshLine() }
      host.flush()
    }
  }

  /// One whole input, perhaps of several lines; empty when there is nothing in it.
  private func readInput(_ prompt: String) -> PromptInput {
    var text = ""
    var isFirst = true
    while true {
      let line: String
      switch readLine(prompt: isFirst ? prompt : InputLoop.continuation, before: text) {
      case .end:
        if isFirst { return .end }
        if !isSilent { return .text(text) }
        host.writeError(InputLoop.unfinished)
        return .end
      case .interrupted: host.write("\n"); return .interrupted
      case .text(let t): line = t
      }
      text += (isFirst ? "" : "\n") + line
      let goesOn = !isFirst
      isFirst = false
      if isSilent, goesOn {
        if !line.utf8.contains(where: { $0 > 32 }) { return .text(text) }
        continue
      }
      if editor?.isWithinPaste ?? false { continue }
      if !text.utf8.contains(where: { $0 > 32 }) { return .text("") }
      if !actions.isIncomplete(text) { return .text(text) }
    }
  }

  private func readLine(prompt: String, before: String) -> LineEditor.Line {
    if let editor {
      defer { host.lineWasEntered() }
      // Only the last line of a prompt is redrawn while editing.
      if let cut = prompt.lastIndex(of: "\n") {
        host.write(String(prompt[...cut]))
        host.flush()
        return editor.read(prompt: String(prompt[prompt.index(after: cut)...]), before: before)
      }
      return editor.read(prompt: prompt, before: before)
    }
    if !isSilent { host.write(prompt) }
    host.flush()
    if Terminal.inputIsTerminal {
      _ = Signals.takeInterrupt()
      guard let line = host.readLine() else { return Signals.takeInterrupt() ? .interrupted : .end }
      return .text(line)
    }
    guard let line = host.readLine() else { return .end }
    return .text(line)
  }
}
