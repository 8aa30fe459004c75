/// The debugger at the prompt: says where execution stopped, takes the short commands, and runs anything else there.
import Engine
import Primitives
import Syntax

final class DebugPrompt {
  private unowned let context: ExecutionContext
  private var greeted = false
  private var last = ""
  private var lastListed = 0

  init(_ context: ExecutionContext) { self.context = context }
  /// Makes the debugger of a session talk through its host.
  static func install(_ context: ExecutionContext) {
    if context.debugger.onStop != nil { return }
    let p = DebugPrompt(context)
    context.debugger.onStop = { hit, place, _ in try p.stopped(hit, place) }
  }
  private func say(_ s: String = "") { context.host.write(s + "\n") }

  private func stopped(_ hit: [Debugger.Breakpoint], _ place: Extent) throws -> Debugger.Resume {
    if !greeted { say("Entering debug mode. Use h or ? for help. "); say(); greeted = true }
    for b in hit { say("Hit " + b.text()) }
    if !hit.isEmpty { say() }
    say(PositionMessage.text(place, file: place.source.file))
    let outer = context.debugger.place
    context.debugger.place = place
    defer { context.debugger.place = outer }
    return try context.atNestedPrompt {
      while true {
        switch context.host.readInput(prompt: { "[DBG]: " + context.promptText() }) {
        case .end: say(); return .go
        case .interrupted: last = ""
        case .text(let line): if let resume = try command(line.trimmed, place) { return resume }
        }
      }
    }
  }
  /// nil = stay here.
  private func command(_ line: String, _ place: Extent) throws -> Debugger.Resume? {
    var word = line.lowercased()
    if word.isEmpty {
      guard ["s", "v", "l"].contains(last) else { return nil }
      if last == "l" { list(place, from: lastListed + 1, 16); return nil }
      word = last
    }
    switch word {
    case "s", "stepinto": last = "s"; return .into
    case "v", "stepover": last = "v"; return .over
    case "o", "stepout": last = ""; return .out
    case "c", "continue": last = ""; return .go
    case "q", "quit", "stop": last = ""; return .quit
    case "d", "detach": say("The debugger detach command is not applicable.  The detach command only applies when debugging jobs and runspaces with the Debug-Job or Debug-Runspace cmdlets.")
    case "k", "get-pscallstack": try run("Get-PSCallStack | Format-Table -AutoSize")
    case "h", "?": help()
    default:
      let words = word.split(separator: " ").map(String.init)
      if let w = words.first, w == "l" || w == "list", words.count <= 3 { listCommand(words, place) } else {
        last = ""
        do { try run(line) } catch FlowSignal.exit { return .go }
      }
    }
    return nil
  }
  private func run(_ line: String) throws {
    do { try context.runNested(line) } catch let e as TerminatingError { context.uncaught(e) } catch let signal as FlowSignal where signal.endsCode {}
  }
  private func listCommand(_ words: [String], _ place: Extent) {
    last = "l"
    let count = place.source.lineCount
    var start = max(place.startLine - 5, 1), length = 16
    if words.count > 1 {
      guard let n = Int(words[1]), n > 0, n <= count else { return context.host.writeError("The starting line must be a positive integer no greater than \(count)\n") }
      start = n
    }
    if words.count > 2 {
      guard let n = Int(words[2]), n > 0 else { return context.host.writeError("The line count must be a positive integer.\n") }
      length = n
    }
    list(place, from: start, length)
  }
  private func list(_ place: Extent, from start: Int, _ length: Int) {
    say()
    let end = min(place.source.lineCount, start + length - 1)
    if start <= end {
      for n in start...end {
        let number = String(n)
        say(String(repeating: " ", count: max(0, 5 - number.utf8.count)) + number + (n == place.startLine ? ":* " : ":  ") + place.source.line(n))
        lastListed = n
      }
    }
    say()
  }
  private func help() {
    func row(_ key: String, _ name: String, _ what: String) { say(" \(key), \(name)\(String(repeating: " ", count: max(0, 16 - name.utf8.count))) \(what)") }
    say()
    row("s", "stepInto", "Single step (step into functions, scripts, etc.)")
    row("v", "stepOver", "Step to next statement (step over functions, scripts, etc.)")
    row("o", "stepOut", "Step out of the current function, script, etc.")
    say()
    row("c", "continue", "Continue operation")
    row("q", "quit", "Stop operation and exit the debugger")
    row("d", "detach", "Continue operation and detach the debugger.")
    say()
    say(" k, Get-PSCallStack Display call stack")
    say()
    row("l", "list", "List source code for the current script.  ")
    say("                     Use \"list\" to start from the current line, \"list <m>\"  ")
    say("                     to start from line <m>, and \"list <m> <n>\" to list <n> ")
    say("                     lines starting from line <m>")
    say()
    say(" <enter>             Repeat last command if it was stepInto, stepOver or list")
    say()
    row("?", "h", "displays this help message.")
    say("\n")
    say("For instructions about how to customize your debugger prompt, type \"help about_prompt\".")
    say()
  }
}
