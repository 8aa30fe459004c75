/// How an error record looks: `$ErrorView` ConciseView (the default), NormalView, CategoryView, DetailedView.
import Engine
import Primitives
import Syntax

enum ErrorView {
  struct Colors { var error = "", accent = "", reset = "" }

  /// The text of a record, with colours when the host shows them.
  static func text(_ v: Value, _ c: ExecutionContext) -> String {
    if let record = v.base.refValue as? ErrorRecord ?? DeserializedError.record(v, c) { return text(record, c) }
    return ValueText.text(v, c)
  }

  static func text(_ r: ErrorRecord, _ c: ExecutionContext) -> String {
    let style = Style.of(c)
    let colors = c.host.usesColor ? Colors(error: style.error, accent: style.errorAccent, reset: Style.reset) : Colors()
    let id = r.fullyQualifiedErrorId
    if id == "NativeCommandErrorMessage" || id == "NativeCommandError" { return colors.error + r.exception.message + colors.reset }
    switch (c.variable("ErrorView").map { ValueText.text($0, c) } ?? "ConciseView").lowercased() {
    case "categoryview": return colors.error + r.categoryMessage + colors.reset
    case "detailedview": return colors.error + ErrorDetailView.display(.other(r), c) + colors.reset
    case "conciseview": return concise(r, colors, c)
    default: return normal(r, colors, c)
    }
  }

  // MARK: NormalView

  private static func normal(_ r: ErrorRecord, _ k: Colors, _ c: ExecutionContext) -> String {
    var prefix = ""
    if let inv = r.invocation, let command = inv.command {
      let called: String
      switch command.type {
      case .externalScript, .script: called = command.definition
      default: called = [".", "&", ""].contains(inv.invocationName) ? command.name : inv.invocationName
      }
      if !called.isEmpty { prefix = called + " : " }
    } else if let name = r.invocation?.invocationName, !name.isEmpty {
      prefix = name + " : "
    }
    var position = ""
    if let e = r.shownPosition, r.invocation?.command != nil || r.category != .parserError { position = "\n" + PositionMessage.text(e, file: r.scriptName) }
    let tail = position + "\n+ CategoryInfo          : " + r.categoryMessage + "\n+ FullyQualifiedErrorId : " + r.fullyQualifiedErrorId
    return k.error + prefix + k.error + r.message + tail + k.reset
  }

  // MARK: ConciseView

  private static func concise(_ r: ErrorRecord, _ k: Colors, _ c: ExecutionContext) -> String {
    let file = r.scriptName
    let extent = r.shownPosition
    let line = extent?.startLine ?? 0
    let isParserError = r.category == .parserError
    let target = TargetLine(r.target, c)
    let showsLine = target == nil && extent != nil && (isParserError || !(file ?? "").isEmpty || line > 1) && !(file ?? "").lowercased().hasSuffix(".psm1")
    var out = "", prefix = "", message = ""
    if let target {
      let digits = target.number.utf16.count
      let headBlanks = String(repeating: " ", count: max(0, digits - 4)), lineBlanks = String(repeating: " ", count: max(0, 4 - digits))
      prefix = "\(k.accent)\(headBlanks)     | \(k.error)"
      var source = Array((target.text + "\n").utf16)
      if target.marks.count < source.count - 1 {
        source.insert(contentsOf: k.reset.utf16, at: target.marks.upperBound)
        source.insert(contentsOf: k.accent.utf16, at: target.marks.lowerBound)
      }
      out = "\(k.reset)\(target.file)\n\(k.accent)\(headBlanks)Line |\n\(k.accent)\(lineBlanks)\(target.number) | \(k.reset)\(String(decoding: source, as: UTF16.self))"
      if !target.marks.isEmpty { out += "\(prefix)\(String(repeating: " ", count: target.marks.lowerBound))\(String(repeating: "~", count: target.marks.count))\n" }
      message = prefix
    }
    if showsLine, let extent {
      out = (file ?? "").isEmpty ? "\n" : "\(k.reset)\(file ?? ""):\(line)\n"
      let digits = String(line).count
      let headBlanks = String(repeating: " ", count: max(0, digits - 4)), lineBlanks = String(repeating: " ", count: max(0, 4 - digits))
      out += "\(k.accent)\(headBlanks)Line |\n"
      let (text, marks) = PositionMessage.lines(extent) ?? ("", "")
      // both come with the blank that stood behind the plus sign
      var source = Array((" " + text + "\n").utf16)
      let highlight = " " + marks
      let offset = highlight.utf16.firstIndex(of: 0x7E).map { highlight.utf16.distance(from: highlight.utf16.startIndex, to: $0) } ?? -1
      let length = marks.utf16.reduce(0) { $0 + ($1 == 0x7E ? 1 : 0) }
      if length < source.count - 1 {
        // a place behind the end of its line, where input is missing, cannot be marked: PowerShell shows nothing at all
        if offset < 0 || offset + length > source.count { return "" }
        source.insert(contentsOf: k.reset.utf16, at: offset + length)
        source.insert(contentsOf: k.accent.utf16, at: offset)
      }
      out += "\(k.accent)\(lineBlanks)\(line) | \(k.reset)\(String(decoding: source, as: UTF16.self))"
      prefix = "\(k.accent)\(headBlanks)     | \(k.error)"
      out += "\(prefix)\(highlight)\n"
      message = prefix
    }
    message += spoken(r)
    if !(file ?? "").isEmpty || isParserError { message = wrapped(message, prefix: prefix, width: c.host.width, c) + "\n" }
    out += k.error + message
    var text = "\(k.error)\(reason(r, c)): \(out)\(k.reset)"
    if let advice = r.recommendedAction, !advice.utf8.allSatisfy({ $0 <= 32 }) { text += "\n\(k.error)  Recommendation: \(advice)\(k.reset)" }
    return text
  }

  /// A line that the error's target names, to be shown instead of the script's: a dictionary with `Line` and `LineText`.
  private struct TargetLine {
    var file = "", number = "", text = ""
    /// The columns to underline, from 0.
    var marks = 0..<0
    init?(_ v: Value, _ c: ExecutionContext) {
      guard let h = v.hashValue_, let line = h.get("Line"), let words = h.get("LineText") else { return nil }
      func column(_ key: String) -> Int? { h.get(key).flatMap { Conversion.tryConvert($0, to: TypeTable.int, c) }.flatMap { if case .int(let n) = $0 { Int(n) } else { nil } } }
      file = h.get("File").map { Conversion.toString($0, c) } ?? ""
      number = Conversion.toString(line, c)
      text = Conversion.toString(words, c).trimmedSpace
      let n = text.utf16.count
      if let start = column("StartColumn"), start > 0, start <= n {
        var end = n + 1
        if let given = column("EndColumn"), given > start, given <= n + 1 { end = given }
        marks = (start - 1)..<(end - 1)
      }
    }
  }

  /// The sentence: the details' message, else the exception's; of a parse error only what follows the place.
  private static func spoken(_ r: ErrorRecord) -> String {
    if let d = r.detailsMessage, !d.isEmpty { return d }
    let m = r.exception.message
    if r.category == .parserError, let cut = m.firstRange(of: "~\n") {
      let rest = String(m[cut.upperBound...])
      // up to the next underlined place, then up to an empty line
      let part = rest.firstRange(of: "~\n").map { String(rest[..<$0.lowerBound]) } ?? rest
      return part.firstRange(of: "\n\n").map { String(part[..<$0.lowerBound]) } ?? part
    }
    return m
  }

  /// Breaks a message at blanks so that it fits the window; following lines begin with the prefix again.
  private static func wrapped(_ text: String, prefix: String, width: Int, _ c: ExecutionContext) -> String {
    let message = Array(text.utf16.map { $0 == 10 || $0 == 9 ? 32 : $0 })
    let head = Array(prefix.utf16)
    let visible = EscapeSequences.stripped(prefix).utf16.count
    let hidden = head.count - visible
    guard width > 0, message.count - hidden > width else { return String(decoding: message, as: UTF16.self) }
    func cut(_ s: [UInt16], _ n: Int) -> [UInt16] {
      if s.count <= n { return s }
      let part = s[..<n]
      guard let blank = part.lastIndex(where: { $0 == 32 || ($0 >= 9 && $0 <= 13) }) else { return Array(part) }
      return Array(part[..<blank])
    }
    func trimmed(_ s: ArraySlice<UInt16>) -> [UInt16] {
      var t = s
      while let f = t.first, f <= 32 { t = t.dropFirst() }
      while let l = t.last, l <= 32 { t = t.dropLast() }
      return Array(t)
    }
    var first = cut(message, width + hidden)
    var rest = trimmed(message[first.count...])
    first.append(10)
    while rest.count + visible > width {
      let part = cut(head + rest, width + hidden)
      if part.count - head.count <= 0 { break }
      first += part
      first.append(10)
      rest = trimmed(rest[(part.count - head.count)...])
    }
    return String(decoding: first + head + trimmed(rest[...]), as: UTF16.self)
  }

  /// What stands before the colon: who or what failed.
  private static func reason(_ r: ErrorRecord, _ c: ExecutionContext) -> String {
    if r.isShownAsThrown, r.exception.type.isSubclass(of: "System.Management.Automation.RuntimeException") { return "Exception" }
    if let first = r.exception.record, first !== r, first.isShownAsThrown, r.exception.type.isSubclass(of: "System.Management.Automation.RuntimeException") { return "Exception" }
    if let thrown = r.exception.property("WasThrownFromThrowStatement"), Conversion.toBool(thrown) { return "Exception" }
    if let command = r.invocation?.command, !command.name.isEmpty, isKnown(command, c) { return command.name }
    if !r.activity.isEmpty { return r.activity }
    if let command = r.invocation?.command { return command.name }
    // a block is a command without a name
    if let i = r.invocation, case let name = i.invocationName, !name.isEmpty {
      let isBlock = (name == "&" || name == ".") && !i.isOfNoCommand
      return isBlock && r.exception.type.name != "CommandNotFoundException" ? "" : name
    }
    if r.exception.type.name == "CommandNotFoundException", let name = r.target.stringValue { return name }
    if r.category != .notSpecified { return r.category.name }
    return r.reason
  }
  private static func isKnown(_ command: CommandInfo, _ c: ExecutionContext) -> Bool {
    switch command.type {
    case .cmdlet, .alias, .configuration: true
    // the host knows what everybody sees, not what a function or module keeps to itself
    case .function, .filter: c.isGlobalCommand(command.name)
    case .application: true
    case .externalScript, .script: false
    }
  }
}

extension String {
  fileprivate var trimmedSpace: String {
    var t = Substring(self)
    while let c = t.first, c.isWhitespace { t.removeFirst() }
    while let c = t.last, c.isWhitespace { t.removeLast() }
    return String(t)
  }
  /// First place of a short ASCII needle.
  func firstRange(of needle: String) -> Range<String.Index>? {
    let hay = Array(utf8), n = Array(needle.utf8)
    guard !n.isEmpty, hay.count >= n.count else { return nil }
    for i in 0...(hay.count - n.count) where hay[i] == n[0] && hay[i..<i + n.count].elementsEqual(n) {
      let a = utf8.index(utf8.startIndex, offsetBy: i)
      return a..<utf8.index(a, offsetBy: n.count)
    }
    return nil
  }
}
