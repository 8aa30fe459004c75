/// The command line of the program: PowerShell's parameters with their abbreviations, and what CsShell adds
/// (`-Deployment`, `demo`).

/// What the command line asks for.
struct CommandLine {
  enum Source: Equatable {
    /// Commands typed, or read from standard input with prompts.
    case input
    /// `-Command -`: standard input is the script.
    case standardInput
    /// `-Command`: a text, with `$args` for `-CommandWithArgs`.
    case text(String)
    case file(String)
    case demo(name: String?, fast: Bool, record: String?)
    case version
    case help
  }
  struct BadUsage: Error { let message: String; var showsHelp = false }

  var source = Source.input
  /// What follows a script's path or `-CommandWithArgs`, as written.
  var words: [String] = []
  var noExit = false, noLogo = false, noProfile = false, nonInteractive = false
  var workingDirectory: String?
  var deployment: String?
  /// The file that keeps the forest between sessions.
  var journal: String?
  var journalRecover = false
  private var sourceGiven = false

  init(_ words: [String]) throws {
    if words.first?.lowercased() == "demo" { try parseDemo(Array(words.dropFirst())); return }
    var i = 0
    while i < words.count {
      let word = words[i].trimmed
      guard let first = word.unicodeScalars.first else { i += 1; continue }
      guard Self.dashes.contains(first) || first == "/" && !word.dropFirst().contains("/") && Self.isSwitch(word) else { try parseFile(words, at: i); return }
      var key = String(word.unicodeScalars.dropFirst())
      if Self.dashes.contains(first), key.unicodeScalars.first == first { key.unicodeScalars.removeFirst() }
      key = key.lowercased()
      func value(_ missing: String, help: Bool = false) throws -> String {
        i += 1
        guard i < words.count else { throw BadUsage(message: missing, showsHelp: help) }
        return words[i]
      }
      if matches(key, "version", "v") { source = .version; return }
      else if matches(key, "help", "h") || key == "?" { source = .help; return }
      else if matches(key, "login", "l") {}
      else if matches(key, "noexit", "noe") { noExit = true }
      else if matches(key, "noprofile", "nop") { noProfile = true }
      else if matches(key, "nologo", "nol") { noLogo = true }
      else if matches(key, "noninteractive", "noni") { nonInteractive = true }
      else if matches(key, "noprofileloadtime", "noprofileloadtime") {}
      else if matches(key, "interactive", "i") { nonInteractive = false }
      else if key == "commandwithargs" || key == "cwa" {
        try takeCommand(value("Cannot process the command because of a missing parameter. A command must follow -Command.", help: true))
        self.words = i + 1 < words.count ? Array(words[(i + 1)...]) : []
        return
      } else if matches(key, "command", "c") {
        let text = try value("Cannot process the command because of a missing parameter. A command must follow -Command.", help: true)
        if text == "-" {
          if i + 1 < words.count { throw BadUsage(message: "'-' was specified with the -Command parameter; no other arguments to -Command are permitted.", showsHelp: true) }
          source = .standardInput
          sourceGiven = true
          return
        }
        try takeCommand(words[i...].joined(separator: " ")); return
      } else if matches(key, "file", "f") {
        try parseFile(words, at: i + 1); return
      } else if matches(key, "outputformat", "o") || key == "of" {
        try Self.checkFormat(value("The command cannot be run because no argument has been supplied for the OutputFormat parameter.\nSpecify one of the following formats for this parameter:\nText\nXML\nNone\n", help: true))
      } else if matches(key, "inputformat", "inp") || key == "if" {
        try Self.checkFormat(value("Cannot process the command because the -InputFormat parameter requires an argument. Specify a valid format argument for this parameter.\nValid formats are:\nText\nXML\nNone\n", help: true))
      } else if matches(key, "executionpolicy", "ex") || key == "ep" {
        let policy = try value("Cannot process the execution policy because of a missing policy name. A policy name must follow -ExecutionPolicy.", help: true)
        if !["default", "remotesigned", "bypass", "allsigned", "restricted", "unrestricted", "undefined"].contains(policy.lowercased()) { throw BadUsage(message: "Invalid ExecutionPolicy value '\(policy)'.") }
      } else if matches(key, "encodedcommand", "e") || key == "ec" {
        let code = try value("Cannot process the command because of a missing parameter. A command must follow -Command.", help: true)
        guard let text = Base64Text.decode(code) else { throw BadUsage(message: "Cannot process the command because the value specified with -EncodedCommand is not properly encoded. The value must be Base64 encoded.", showsHelp: true) }
        try takeCommand(text)
      } else if matches(key, "deployment", "d") {
        deployment = try value("Cannot process the command because -Deployment requires an argument: a, b, c, or a deployment file.")
      } else if matches(key, "journal", "j") {
        journal = try value("Cannot process the command because -Journal requires an argument that is a file path.")
      } else if key.utf8.count > 7, matches(key, "journalrecover", "journalr") { journalRecover = true
      } else if matches(key, "workingdirectory", "wo") || key == "wd" {
        workingDirectory = try value("Cannot process the command because -WorkingDirectory requires an argument that is a directory path.")
      } else if key == "sta" || key == "mta" {
        throw BadUsage(message: "Parameter -\(key.uppercased()) is not supported on this platform.")
      } else if matches(key, "windowstyle", "w") {
        throw BadUsage(message: "Parameter -WindowStyle is not implemented on this platform.")
      } else { try parseFile(words, at: i); return }
      i += 1
    }
  }

  // MARK: -

  /// The program was started by the name of PowerShell's.
  static var isCalledPowerShell: Bool { Swift.CommandLine.arguments.first?.split(separator: "/").last.map { $0 == "pwsh" || $0 == "-pwsh" } ?? false }

  private static let dashes: Set<Unicode.Scalar> = ["-", "\u{2013}", "\u{2014}", "\u{2015}"]
  private static let names = ["Command", "CommandWithArgs", "Deployment", "EncodedCommand", "ExecutionPolicy", "File", "Help", "InputFormat", "Interactive", "Journal", "JournalRecover", "Login", "NoExit", "NoLogo", "NonInteractive", "NoProfile", "NoProfileLoadTime", "OutputFormat", "Version", "WorkingDirectory"]

  /// `/?`, `/help`: a slash is a switch only when no such file can be meant.
  private static func isSwitch(_ word: String) -> Bool { word == "/?" || names.contains { $0.lowercased() == word.dropFirst().lowercased() } }

  private func matches(_ key: String, _ name: String, _ shortest: String) -> Bool { key.utf8.count >= shortest.utf8.count && name.hasPrefix(key) }

  private mutating func takeCommand(_ text: String) throws {
    if sourceGiven { throw BadUsage(message: "Cannot process command because a command is already specified with -Command, -CommandWithArgs, or -EncodedCommand.", showsHelp: true) }
    sourceGiven = true
    source = .text(text)
  }

  /// A script and its arguments: everything from here on.
  private mutating func parseFile(_ words: [String], at i: Int) throws {
    guard i < words.count else { throw BadUsage(message: "The command cannot be run because the File parameter requires a file path. Supply a path for the File parameter and then try the command again.", showsHelp: true) }
    var path = words[i]
    if path == "-" { source = .input; return }
    if !Files.exists(path) {
      let other = String(path.map { $0 == "\\" ? "/" : $0 })
      if Files.exists(other) { path = other }
    }
    guard Files.exists(path) else {
      if path.hasPrefix("-"), path.utf8.count > 1 {
        let part = path.dropFirst().lowercased()
        let similar = Self.names.filter { $0.lowercased().contains(part) }
        if !similar.isEmpty { throw BadUsage(message: "Invalid argument '\(path)', did you mean:\n" + similar.map { "\n  -" + $0 }.joined()) }
      }
      throw BadUsage(message: "The argument '\(path)' is not recognized as the name of a script file. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.", showsHelp: true)
    }
    source = .file(path)
    self.words = Array(words[(i + 1)...])
  }

  private static func checkFormat(_ text: String) throws {
    if !["text", "xml", "none"].contains(text.lowercased()) { throw BadUsage(message: "Cannot process the command because of an incorrect parameter value. \"\(text)\" is not a valid format.\nValid formats are:\nText\nXML\nNone\n", showsHelp: true) }
  }

  private mutating func parseDemo(_ words: [String]) throws {
    var name: String?, fast = false, record: String?, i = 0
    while i < words.count {
      let w = words[i]
      if w.hasPrefix("-") {
        let key = w.drop { $0 == "-" }.lowercased()
        if matches(key, "fast", "f") { fast = true }
        else if matches(key, "record", "r") {
          i += 1
          guard i < words.count else { throw BadUsage(message: "Cannot play the demonstration because -Record requires an argument that is a file path.") }
          record = words[i]
        } else if matches(key, "deployment", "d") { i += 1; deployment = i < words.count ? words[i] : nil }
        else { throw BadUsage(message: "Invalid argument '\(w)'; usage: csshell demo [NAME] [-Fast] [-Record FILE]") }
      } else if name == nil { name = w } else { throw BadUsage(message: "Invalid argument '\(w)'; usage: csshell demo [NAME] [-Fast] [-Record FILE]") }
      i += 1
    }
    source = .demo(name: name, fast: fast, record: record)
  }
}

extension String {
  fileprivate var trimmed: String {
    var s = Substring(self)
    while let c = s.first, c == " " || c == "\t" { s.removeFirst() }
    while let c = s.last, c == " " || c == "\t" { s.removeLast() }
    return String(s)
  }
}

/// Base64 of UTF-16 text, as `-EncodedCommand` takes it.
enum Base64Text {
  static func decode(_ text: String) -> String? {
    var bytes: [UInt8] = [], bits: UInt32 = 0, count = 0, padding = 0, digits = 0
    for b in text.utf8 {
      let v: UInt32
      switch b {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): v = UInt32(b - 65)
      case UInt8(ascii: "a")...UInt8(ascii: "z"): v = UInt32(b - 71)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): v = UInt32(b) + 4
      case UInt8(ascii: "+"): v = 62
      case UInt8(ascii: "/"): v = 63
      case UInt8(ascii: "="): padding += 1; digits += 1; continue
      case 32, 9, 10, 13: continue
      default: return nil
      }
      if padding > 0 { return nil }
      digits += 1
      bits = bits << 6 | v
      count += 6
      if count >= 8 { count -= 8; bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count))) }
    }
    guard digits % 4 == 0, padding <= 2, bytes.count % 2 == 0 else { return nil }
    let units = stride(from: 0, to: bytes.count, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
    return String(decoding: units, as: UTF16.self)
  }
}
