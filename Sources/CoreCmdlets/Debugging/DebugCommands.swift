/// The short commands of the debugger (`s`, `v`, `l 3 5`, `?`), wherever they come from: a person at the prompt or a script's handler.
import Engine
import Primitives
import Syntax

final class DebugCommands {
  enum Answer { case resume(Debugger.Resume), done, run(String) }
  /// What `list` writes around its lines.
  static let emptyLine = "\r\n"
  /// Repeated by an empty line.
  private var last = ""
  private var lastListed = 0

  func forget() { last = "" }
  /// Answers a command itself, or says what is to be run instead.
  func answer(_ line: String, at place: Extent, write: (String) -> Void, complain: (String) -> Void) -> Answer {
    var word = line.lowercased()
    if word.isEmpty {
      guard !last.isEmpty else { return .done }
      if last == "l" { list(place, from: lastListed + 1, DebugCommands.listed, write); return .done }
      word = last
    }
    last = ""
    switch word {
    case "s", "stepinto": last = "s"; return .resume(.into)
    case "v", "stepover": last = "v"; return .resume(.over)
    case "o", "stepout": return .resume(.out)
    case "c", "continue": return .resume(.go)
    case "q", "quit": return .resume(.quit)
    case "k": return .run("get-pscallstack")
    case "h", "?": help(write); return .done
    default:
      let words = word.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
      guard let w = words.first, w == "l" || w == "list", words.count <= 3 else { return .run(line) }
      last = "l"
      list(words, place, write, complain)
      return .done
    }
  }

  private static let listed = 16
  private func list(_ words: [String], _ place: Extent, _ write: (String) -> Void, _ complain: (String) -> Void) {
    let count = place.source.lineCount
    var start = max(place.startLine - 5, 1), length = DebugCommands.listed
    if words.count > 1 {
      guard let n = Int(words[1]), n > 0, n <= count else { return complain("The starting line must be a positive integer no greater than \(count)") }
      start = n
    }
    if words.count > 2 {
      guard let n = Int(words[2]), n > 0 else { return complain("The line count must be a positive integer.") }
      length = min(n, count)
    }
    list(place, from: start, length, write)
  }
  private func list(_ place: Extent, from start: Int, _ length: Int, _ write: (String) -> Void) {
    write(DebugCommands.emptyLine)
    let end = min(place.source.lineCount, start + length - 1)
    if start <= end {
      for n in start...end {
        let number = String(n)
        write(String(repeating: " ", count: max(0, 5 - number.utf8.count)) + number + (n == place.startLine ? ":* " : ":  ") + place.source.line(n))
        lastListed = n
      }
    }
    write(DebugCommands.emptyLine)
  }
  private func help(_ say: (String) -> Void) {
    func row(_ key: String, _ name: String, _ what: String) { say(" \(key), \(name)\(String(repeating: " ", count: max(0, 16 - name.utf8.count))) \(what)") }
    say("")
    row("s", "stepInto", "Single step (step into functions, scripts, etc.)")
    row("v", "stepOver", "Step to next statement (step over functions, scripts, etc.)")
    row("o", "stepOut", "Step out of the current function, script, etc.")
    say("")
    row("c", "continue", "Continue operation")
    row("q", "quit", "Stop operation and exit the debugger")
    row("d", "detach", "Continue operation and detach the debugger.")
    say("")
    say(" k, Get-PSCallStack Display call stack")
    say("")
    row("l", "list", "List source code for the current script.  ")
    say("                     Use \"list\" to start from the current line, \"list <m>\"  ")
    say("                     to start from line <m>, and \"list <m> <n>\" to list <n> ")
    say("                     lines starting from line <m>")
    say("")
    say(" <enter>             Repeat last command if it was stepInto, stepOver or list")
    say("")
    row("?", "h", "displays this help message.")
    say("\n")
    say("For instructions about how to customize your debugger prompt, type \"help about_prompt\".")
    say("")
  }
}
