/// How a person is asked: choices (`Confirm`, `ShouldContinue`, `$Host.UI.PromptForChoice`) and fields (missing mandatory
/// parameters, `$Host.UI.Prompt`), worded and coloured as PowerShell's console does. Everything goes through the host's
/// `write` and `readLine`, so it works at a terminal, from a pipe and in tests alike.
import Primitives

/// One answer of a choice: `&` stands before the letter that picks it.
public struct PromptChoice {
  /// With `&` before the letter that chooses it.
  public let label: String
  /// What `?` shows; empty = the label serves.
  public let help: String
  /// The answer is a prompt, not a decision.
  let isSuspension: Bool
  public init(_ label: String, _ help: String = "") { self.init(label, help, isSuspension: false) }
  init(_ label: String, _ help: String, isSuspension: Bool) { self.label = label; self.help = help; self.isSuspension = isSuspension }

  /// The letter in upper case (empty when there is none) and the label without its `&`.
  var split: (key: String, plain: String) {
    guard let at = label.firstIndex(of: "&") else { return ("", label) }
    let rest = label[label.index(after: at)...]
    let key = rest.first.map { String($0).uppercased() } ?? ""
    let plain = String(label[..<at]) + rest
    return (key == " " ? "" : key, plain.outerBlanksRemoved)
  }
}

/// One value asked for.
public struct PromptField {
  /// The label, with a colon behind it at the prompt.
  public let name: String
  /// What `!?` shows.
  public let help: String
  /// Fields without a label take `!` answers literally.
  let hasCommands: Bool
  /// What the value shall be; a list is asked for element by element until an empty answer.
  let type: NetType
  /// What one answer is read as: an element of an array, any object of other lists.
  let answerType: NetType
  /// The context in which answers are converted; without one they stay text.
  let context: ExecutionContext?
  /// What is typed is not shown, and comes back as a SecureString.
  public var isSecret: Bool { answerType.fullName == "System.Security.SecureString" }
  /// Full name of what one answer is, as messages print it.
  public var typeName: String { answerType.fullName }
  public init(_ name: String, help: String = "", hasCommands: Bool = true, type: NetType = TypeTable.string, _ context: ExecutionContext? = nil) {
    self.name = name; self.help = help; self.hasCommands = hasCommands
    self.type = type; self.context = context
    answerType = type.isArray ? type.elementType ?? TypeTable.object : type.isList ? TypeTable.object : type
  }

  /// Makes the value of an answer; throws what the conversion throws.
  public func convert(_ text: String) throws -> Value {
    guard let context else { return .str(text) }
    return isSecret ? try context.secureString(text) : try Conversion.convert(.str(text), to: answerType, context)
  }
  /// The list of the answers: of the wanted type where they fit it.
  func collect(_ answers: [Value]) -> Value {
    let list = PSArray(answers)
    list.kind = .arrayList
    return (try? Conversion.convert(.array(list), to: type, context ?? ExecutionContext.current)) ?? .array(list)
  }
}

extension Host {
  /// Text in a colour, the way the console switches: each colour is set and taken back on its own.
  public func write(_ text: String, foreground: ConsoleColor?, background: ConsoleColor? = nil) { write(colored(text, foreground, background)) }

  /// The text with the sequences around it; plain where nothing is coloured.
  public func colored(_ text: String, _ foreground: ConsoleColor?, _ background: ConsoleColor? = nil) -> String {
    guard switchesColors else { return text }
    func both(_ f: ConsoleColor?, _ b: ConsoleColor?) -> String {
      "\u{1B}[39;49m" + (f.map { "\u{1B}[\($0.parameter)m" } ?? "") + (b.map { "\u{1B}[\($0.parameter + 10)m" } ?? "")
    }
    let own = consoleColors, f = foreground ?? own.foreground, b = background ?? own.background
    return both(f, own.background) + both(f, b) + text + both(own.foreground, b) + both(own.foreground, own.background)
  }
  /// Tells the terminal the colours that hold from now on.
  public func setConsoleColors(foreground: ConsoleColor?, background: ConsoleColor?) {
    consoleColors = (foreground, background)
    guard switchesColors else { return }
    write("\u{1B}[39;49m" + (foreground.map { "\u{1B}[\($0.parameter)m" } ?? "") + (background.map { "\u{1B}[\($0.parameter + 10)m" } ?? ""))
  }

  /// Asks for one of several answers; `defaultChoice` -1 = none. Throws when nobody can be asked.
  public func promptForChoice(caption: String, message: String, choices: [PromptChoice], default defaultChoice: Int) throws -> Int {
    if let program { return try program.choose(caption: caption, message: message, choices: choices, default: defaultChoice) }
    try requireAnswers()
    writeHeading(caption, message)
    while true {
      writeChoices(choices, defaults: defaultChoice >= 0 ? [defaultChoice] : [], oneALine: false)
      guard let answer = try answerLine()?.outerBlanksRemoved else { throw promptCanceled("PromptForChoiceCanceled") }
      if answer.isEmpty { if defaultChoice >= 0 { return defaultChoice } else { continue } }
      if answer == "?" { writeHelp(choices); continue }
      if let picked = Host.pick(answer, choices) { return picked }
    }
  }

  /// Asks for any number of answers; an empty one ends, and means the defaults when it is the first.
  public func promptForChoices(caption: String, message: String, choices: [PromptChoice], defaults: [Int]) throws -> [Int] {
    if let program { return try program.choose(caption: caption, message: message, choices: choices, defaults: defaults) }
    try requireAnswers()
    let defaults = defaults.indices.filter { defaults.firstIndex(of: defaults[$0]) == $0 }.map { defaults[$0] }
    writeHeading(caption, message)
    writeChoices(choices, defaults: defaults, oneALine: true)
    if !defaults.isEmpty { write("\n") }
    var picked: [Int] = []
    while true {
      write("Choice[\(picked.count)]: ", foreground: .white)
      guard let answer = try answerLine()?.outerBlanksRemoved else { throw promptCanceled("PromptForChoiceCanceled") }
      if answer.isEmpty { return picked.isEmpty ? defaults : picked }
      if answer == "?" { writeHelp(choices); continue }
      if let p = Host.pick(answer, choices) { picked.append(p) }
    }
  }

  /// Asks for the fields one after the other; nil when the person gave up (end of input).
  public func prompt(caption: String, message: String, fields: [PromptField]) throws -> [(name: String, value: Value)]? {
    if let program { return try program.answer(caption: caption, message: message, fields: fields) }
    try requireAnswers()
    writeHeading(caption, message)
    if fields.contains(where: { !$0.help.isEmpty }) { write("(Type !? for Help.)\n") }
    var results: [(name: String, value: Value)] = []
    for field in fields {
      if field.type.isList {
        var items: [Value] = []
        var ended = false
        while !ended {
          switch try askOne(field, "\(field.name)[\(items.count)]: ", isListItem: true) {
          case .canceled: write("\n"); return nil
          case .ended: ended = true
          case .value(let v): items.append(v)
          }
        }
        results.append((field.name, field.collect(items)))
      } else {
        guard case .value(let v) = try askOne(field, field.name + ": ", isListItem: false) else { write("\n"); return nil }
        results.append((field.name, v))
      }
    }
    return results
  }

  // MARK: - Pieces

  private enum Answer { case value(Value), ended, canceled }

  private func askOne(_ field: PromptField, _ prompt: String, isListItem: Bool) throws -> Answer {
    if field.typeName == "System.Management.Automation.PSCredential", let context = field.context {
      write(field.name + "\n")
      return try context.askCredential?(context).map { .value($0) } ?? .canceled
    }
    while true {
      write(prompt)
      flush()
      guard var text = field.isSecret ? readSecret() : readLine() else {
        // Ctrl+C stops what asked; the line stays as it is
        try ExecutionContext.current.poll()
        return .canceled
      }
      if field.isSecret { return text.isEmpty && isListItem ? .ended : .value(try field.convert(text)) }
      if field.hasCommands, text.utf8.first == UInt8(ascii: "!") {
        let command = String(text.dropFirst())
        if command.utf8.first == UInt8(ascii: "!") { text = command }
        else if command == "?" { write(wrap(field.help.isEmpty ? "No help is available for \(field.name)." : field.help) + "\n"); continue }
        else if command == "\"\"" { text = "" }
        else if command.lowercased() == "$null" { return .value(.null) }
        else { write(wrap("\"\(text)\" cannot be recognized as a valid Prompt command.") + "\n"); continue }
      } else if text.isEmpty, isListItem { return .ended }
      do { return .value(try field.convert(text)) } catch let error as TerminatingError {
        // Numbers and dates out of range or misspelt are asked for again; other failures, those of a class's own code too, are the
        // binder's to report.
        let outer = error.record.exception, cast = "PSInvalidCastException"
        let inner = (outer.type.name != cast && outer.inner?.type.name == cast ? outer.inner! : outer).inner?.type.name ?? ""
        if inner == "OverflowException" { write(wrap("Cannot recognize \"\(text)\" as a \(field.typeName) due to an overflow error.") + "\n") }
        else if inner == "FormatException" {
          if !text.isEmpty { write(wrap("Cannot recognize \"\(text)\" as a \(field.typeName) due to a format error.") + "\n") }
        } else { return .value(.str(text)) }
      }
    }
  }

  private func requireAnswers() throws {
    if !isInteractive {
      throw TerminatingError(
        "InvalidOperation", "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.", .invalidOperation,
        exception: "System.Management.Automation.PSInvalidOperationException")
    }
  }

  private func promptCanceled(_ id: String) -> TerminatingError {
    TerminatingError(id, "The prompt was canceled.", .operationStopped, exception: "System.Management.Automation.Host.PromptingException")
  }

  /// An answer; nil at the end of input. Ctrl+C stops what asked.
  private func answerLine() throws -> String? {
    flush()
    // Ctrl+C that came before the question stood there is meant for it
    try ExecutionContext.current.poll()
    if let line = readLine() { return line }
    try ExecutionContext.current.poll()
    return nil
  }

  /// What stands above a question: a caption of its own colour, and the message.
  public func writeHeading(_ caption: String, _ message: String) {
    if !caption.isEmpty { write("\n"); write(wrap(caption) + "\n", foreground: .white) }
    if !message.isEmpty { write(wrap(message) + "\n") }
  }

  private func writeChoices(_ choices: [PromptChoice], defaults: [Int], oneALine: Bool) {
    var used = 0
    let limit = width - 1
    // one a line are counted on like those that stand side by side, as PowerShell does
    func piece(_ text: String, _ color: ConsoleColor?) {
      let n = cells(text)
      var shown = text
      if used + n > limit { write("\n"); used = n; while shown.hasSuffix(" ") { shown.removeLast() } } else { used += n }
      write(shown, foreground: color)
    }
    for (i, c) in choices.enumerated() {
      let s = c.split
      piece("[\(s.key)] \(s.plain)  ", defaults.contains(i) ? .yellow : .white)
      if oneALine { write("\n") }
    }
    piece("[?] Help ", nil)
    if oneALine { write("\n") }
    let names = defaults.filter { $0 < choices.count }.map { i in let s = choices[i].split; return s.key.isEmpty ? s.plain : s.key }
    let hint: String
    switch (names.count, oneALine) {
    case (0, _): hint = ""
    case (1, false): hint = "(default is \"\(names[0])\"): "
    case (1, true): hint = "(default is \"\(names[0])\")"
    default: hint = "(default choices are \(names.joined(separator: ",")))"
    }
    piece(hint, nil)
  }

  private func writeHelp(_ choices: [PromptChoice]) {
    for c in choices {
      let s = c.split
      write(wrap("\(s.key.isEmpty ? s.plain : s.key) - \(c.help)") + "\n")
    }
  }

  static func pick(_ answer: String, _ choices: [PromptChoice]) -> Int? {
    let a = answer.lowercased()
    if let i = choices.firstIndex(where: { $0.split.plain.lowercased() == a }) { return i }
    return choices.firstIndex { let k = $0.split.key; return !k.isEmpty && k.lowercased() == a }
  }

  /// Breaks before words so that no line is longer than the terminal is wide; a word longer than that is cut. Blanks stay at the
  /// line's end, those that do not fit there begin the next.
  func wrap(_ text: String) -> String {
    let limit = width - 1
    if text.utf8.count <= limit { return text }
    func size(_ s: ArraySlice<Unicode.Scalar>) -> Int { s.reduce(0) { $0 + ($1.value < 0x300 ? 1 : cells(String($1))) } }
    func beginning(of s: ArraySlice<Unicode.Scalar>, _ limit: Int) -> ArraySlice<Unicode.Scalar> {
      var used = 0
      let fitting = s.prefix { used += size([$0]); return used <= limit }
      return fitting.isEmpty ? s.prefix(1) : fitting
    }
    var lines: [String] = []
    for paragraph in text.partsBetweenLineFeeds {
      var line: [Unicode.Scalar] = []
      func end() { lines.append(String(String.UnicodeScalarView(line))); line = [] }
      var rest = Array(paragraph.unicodeScalars)[...]
      while let first = rest.first {
        let isBlank = first.properties.isWhitespace
        let run = rest.prefix { $0.properties.isWhitespace == isBlank }, word = beginning(of: run, limit)
        rest = rest.dropFirst(word.count)
        let left = limit - size(line[...])
        if size(word) <= left { line += word; continue }
        if isBlank { line += word.prefix(left) }
        end()
        line += isBlank ? word.dropFirst(left) : word
      }
      end()
    }
    return lines.joined(separator: "\n")
  }
}

extension String {
  /// Without blanks and tabs at both ends.
  fileprivate var outerBlanksRemoved: String {
    var s = Substring(self)
    while let c = s.first, c == " " || c == "\t" { s.removeFirst() }
    while let c = s.last, c == " " || c == "\t" { s.removeLast() }
    return String(s)
  }
}

extension ExecutionContext {
  /// A `SecureString` of a text somebody typed.
  func secureString(_ s: String) throws -> Value {
    let v = try construct(TypeTable.get("System.Security.SecureString"), [])
    for u in s.utf16 { _ = try callMethod(v, "AppendChar", [.char(u)]) }
    return v
  }
}
