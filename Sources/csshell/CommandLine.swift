/// The command line of the program: PowerShell's parameters with their abbreviations, and what CsShell adds
/// (`-Deployment`, `demo`).
import Glibc
import Primitives

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
  struct BadUsage: Error {
    let message: String
    var showsHelp = false
    static let encodedArguments = BadUsage(
      message: "Cannot process the command because the value specified with -EncodedArguments is not properly encoded. The value must be Base64 encoded.",
      showsHelp: true)
  }

  var source = Source.input
  /// What follows a script's path or `-CommandWithArgs`, as written.
  var words: [String] = []
  var noExit = false, noLogo = false, noProfile = false, noProfileLoadTime = false, nonInteractive = false
  var workingDirectory: String?
  enum Format: String { case text, xml, none }
  var inputFormat = Format.text
  /// nil when none was asked for.
  var outputFormat: Format?
  /// CLIXML of the arguments of a command.
  var encodedArguments: String?
  /// The command came encoded, as programs hand commands over.
  var isEncoded = false
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
      guard Self.dashes.contains(first) || first == "/" else { try parseFile(words, at: i); return }
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
      else if matches(key, "noprofileloadtime", "noprofileloadtime") { noProfileLoadTime = true }
      else if matches(key, "interactive", "i") { nonInteractive = false }
      else if key == "commandwithargs" || key == "cwa" {
        try takeCommand(value("Cannot process the command because of a missing parameter. A command must follow -Command.", help: true))
        self.words = i + 1 < words.count ? Array(words[(i + 1)...]) : []
        return
      } else if matches(key, "command", "c") {
        let text = try value("Cannot process the command because of a missing parameter. A command must follow -Command.", help: true)
        if text == "-" {
          if isatty(STDIN_FILENO) == 1, i + 1 == words.count {
            throw BadUsage(
              message: "'-' was specified as the argument to -Command but standard input has not been redirected for this process.", showsHelp: true)
          }
          if i + 1 < words.count { throw BadUsage(message: "'-' was specified with the -Command parameter; no other arguments to -Command are permitted.", showsHelp: true) }
          source = .standardInput
          sourceGiven = true
          return
        }
        try takeCommand(words[i...].joined(separator: " ")); return
      } else if matches(key, "file", "f") {
        try parseFile(words, at: i + 1); return
      } else if matches(key, "outputformat", "o") || key == "of" {
        outputFormat = try Self.format(
          value(
            """
            The command cannot be run because no argument has been supplied for the OutputFormat parameter.
            Specify one of the following formats for this parameter:
            Text
            XML
            None

            """,
            help: true))
      } else if matches(key, "inputformat", "inp") || key == "if" {
        inputFormat = try Self.format(
          value(
            """
            Cannot process the command because the -InputFormat parameter requires an argument. Specify a valid format argument for this parameter.
            Valid formats are:
            Text
            XML
            None

            """,
            help: true))
      } else if matches(key, "executionpolicy", "ex") || key == "ep" {
        let policy = try value("Cannot process the execution policy because of a missing policy name. A policy name must follow -ExecutionPolicy.", help: true)
        if !["default", "remotesigned", "bypass", "allsigned", "restricted", "unrestricted", "undefined"].contains(policy.lowercased()) {
          throw BadUsage(message: "Invalid ExecutionPolicy value '\(policy)'.", showsHelp: true)
        }
      } else if matches(key, "encodedcommand", "e") || key == "ec" {
        let code = try value("Cannot process the command because of a missing parameter. A command must follow -Command.", help: true)
        guard let text = decoded(code) else {
          throw BadUsage(
            message: "Cannot process the command because the value specified with -EncodedCommand is not properly encoded. The value must be Base64 encoded.",
            showsHelp: true)
        }
        try takeCommand(text)
        isEncoded = true
      } else if matches(key, "encodedarguments", "encodeda") || key == "ea" {
        if encodedArguments != nil {
          throw BadUsage(
            message: "Cannot process the command because arguments to -Command or -EncodedCommand have already been specified with -EncodedArguments.",
            showsHelp: true)
        }
        encodedArguments = decoded(try value("Cannot process the command because -EncodedArguments requires a value. Specify a value for the -EncodedArguments parameter.", help: true))
        if encodedArguments == nil { throw BadUsage.encodedArguments }
      } else if matches(key, "configurationfile", "configurationfile") {
        _ = try value("Cannot process the command because -ConfigurationFile requires an argument that is a session configuration (.pssc) file path. Specify this argument and try again.")
        throw BadUsage(message: "Parameter -ConfigurationFile is not supported: there are no session configurations here.")
      } else if matches(key, "configurationname", "config") {
        _ = try value("Cannot process the command because -ConfigurationName requires an argument that is a remote endpoint configuration name. Specify this argument and try again.")
        throw BadUsage(message: "Parameter -ConfigurationName is not supported: there are no session configurations here.")
      } else if matches(key, "custompipename", "cus") {
        let name = try value("Cannot process the command because -CustomPipeName requires an argument that is a name of the pipe you want to use. Specify this argument and try again.")
        if name.utf16.count > Self.longestPipeName {
          throw BadUsage(message: """
            Cannot process the command because -CustomPipeName specified is too long. Pipe names on this platform can be up to \(Self.longestPipeName) \
            characters long. Your pipe name '\(name)' is \(name.utf16.count) characters.
            """)
        }
      } else if matches(key, "settingsfile", "settings") {
        let file = Files.absolute(try value("Cannot process the command because -SettingsFile requires an argument that is a file path."))
        if !Files.exists(file) {
          throw BadUsage(message: """
            The argument '\(file)' passed to the -SettingsFile does not exist. Provide the path to an existing json file as an argument to the \
            -SettingsFile parameter.
            """)
        }
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
  /// What a misspelt parameter may have meant, in PowerShell's order; ours are at the end.
  private static let names = [
    "sta", "mta", "command", "commandwithargs", "configurationname", "custompipename", "encodedcommand", "executionpolicy", "file", "help",
    "inputformat", "login", "noexit", "nologo", "noninteractive", "noprofile", "noprofileloadtime", "outputformat", "settingsfile", "version",
    "windowstyle", "workingdirectory", "deployment", "journal", "journalrecover",
  ]
  /// What is left of a socket's path behind the folder and prefix that named pipes get.
  private static let longestPipeName = 107 - "/tmp/CoreFxPipe_".utf8.count

  private func matches(_ key: String, _ name: String, _ shortest: String) -> Bool { key.utf8.count >= shortest.utf8.count && name.hasPrefix(key) }

  private mutating func takeCommand(_ text: String) throws {
    if sourceGiven { throw BadUsage(message: "Cannot process command because a command is already specified with -Command, -CommandWithArgs, or -EncodedCommand.", showsHelp: true) }
    sourceGiven = true
    source = .text(text)
  }

  /// A script and its arguments: everything from here on.
  private mutating func parseFile(_ words: [String], at i: Int) throws {
    guard i < words.count else {
      throw BadUsage(
        message:
          "The command cannot be run because the File parameter requires a file path. Supply a path for the File parameter and then try the command again.",
        showsHelp: true)
    }
    var path = words[i]
    if path == "-" { source = .input; return }
    if !Files.exists(path) {
      let other = String(path.map { $0 == "\\" ? "/" : $0 })
      if Files.exists(other) { path = other }
    }
    guard Files.exists(path) else {
      if path.hasPrefix("-"), path.utf8.count > 1 {
        let part = path.dropFirst().lowercased()
        let similar = Self.names.filter { $0.contains(part) }
        if !similar.isEmpty { throw BadUsage(message: "Invalid argument '\(path)', did you mean:\n" + similar.map { "\n  -" + $0 }.joined()) }
      }
      throw BadUsage(
        message:
          """
          The argument '\(path)' is not recognized as the name of a script file. Check the spelling of the name, or if a path was included, verify that the \
          path is correct and try again.
          """,
        showsHelp: true)
    }
    source = .file(path)
    self.words = Array(words[(i + 1)...])
  }

  private static func format(_ text: String) throws -> Format {
    if let known = Format(rawValue: text.lowercased()) { return known }
    throw BadUsage(message: "Cannot process the command because of an incorrect parameter value. \"\(text)\" is not a valid format.\nValid formats are:\nText\nXML\nNone\n", showsHelp: true)
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
private func decoded(_ text: String) -> String? {
  guard let bytes = try? ByteText.bytes(base64: text), bytes.count % 2 == 0 else { return nil }
  let units = stride(from: 0, to: bytes.count, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
  return String(decoding: units, as: UTF16.self)
}
