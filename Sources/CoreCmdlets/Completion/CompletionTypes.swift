/// What completion hands to scripts: `CompletionResult`, `CommandCompletion`, and the static ways to ask.
import Completion
import Engine
import NetTypes

enum CompletionTypes {
  nonisolated(unsafe) static let resultType: NetType = {
    let name = "System.Management.Automation.CompletionResultType"
    let t = NetType(name, .enum, base: TypeTable.enumType)
    t.enumeration = EnumInfo(kinds.enumerated().map { ($0.element, Int64($0.offset)) })
    TypeTable.register(name) { t }
    return t
  }()
  private static let kinds = [
    "Text", "History", "Command", "ProviderItem", "ProviderContainer", "Property", "Method", "ParameterName", "ParameterValue", "Variable", "Namespace", "Type",
    "Keyword", "DynamicKeyword"
  ]

  nonisolated(unsafe) static let result = RecordType("System.Management.Automation.CompletionResult", base: "System.Object", [
    "string CompletionText {get;}", "string ListItemText {get;}", "System.Management.Automation.CompletionResultType ResultType {get;}", "string ToolTip {get;}",
  ]) { t in
    t.constructor("System.Management.Automation.CompletionResult new(string completionText)") { a, c in
      let s = Conversion.toString(a[0], c)
      return make(CompletionMatch(s, .text))
    }
    t.constructor("""
      System.Management.Automation.CompletionResult new(string completionText, string listItemText, System.Management.Automation.CompletionResultType \
      resultType, string toolTip)
      """) { a, c in
      make(CompletionMatch(Conversion.toString(a[0], c), list: Conversion.toString(a[1], c), .init(rawValue: Conversion.toString(a[2], c)) ?? .text, toolTip: Conversion.toString(a[3], c)))
    }
  }
  nonisolated(unsafe) static let completion = RecordType("System.Management.Automation.CommandCompletion", base: "System.Object", [
    "int CurrentMatchIndex {get;set;}", "int ReplacementIndex {get;set;}", "int ReplacementLength {get;set;}",
    "System.Collections.ObjectModel.Collection[System.Management.Automation.CompletionResult] CompletionMatches {get;set;}",
  ]) { t in
    t.method("System.Management.Automation.CompletionResult GetNextResult(bool forward)") { v, a, _ in
      guard let r = Record.of(v), let matches = r.values[3].arrayValue, matches.count > 0, case .int(let at) = r.values[0] else { return .null }
      let step = Conversion.toBool(a[0]) ? 1 : -1
      let next = (Int(at) + step + matches.count) % matches.count
      let index = at < 0 && step < 0 ? matches.count - 1 : next
      r.values[0] = .integer(index)
      return matches.values[index]
    }
    let ns = "System.Management.Automation."
    let result = "static \(ns)CommandCompletion CompleteInput", tree = "\(ns)Language.Ast ast, \(ns)Language.Token[] tokens, \(ns)Language.IScriptPosition positionOfCursor, hashtable options"
    t.staticMethod("\(result)(string input, int cursorIndex, hashtable options)") { a, c in
      try complete(Conversion.toString(a[0], c), Int(try Conversion.toInt64(a[1])), a.count > 2 ? a[2].hashValue_ : nil, c)
    }
    for isHosted in [false, true] {
      t.staticMethod("\(result)(\(tree)\(isHosted ? ", powershell powershell" : ""))") { a, c in
        for (i, name) in ["ast", "tokens", isHosted ? "cursorPosition" : "positionOfCursor"].enumerated() where a[i].isNull { throw missing(name, a.count) }
        if isHosted, a[4].isNull { throw missing("powershell", a.count) }
        guard let extent = try c.property(a[0], "Extent"), let text = try c.property(extent, "Text"), let offset = try c.property(a[2], "Offset") else { return .null }
        let start = try c.property(extent, "StartOffset").map { try Conversion.toInt64($0) } ?? 0
        if Conversion.toString(text, c).isEmpty { return try complete("", 0, nil, c) }
        let code = Conversion.toString(text, c)
        let file = try c.property(extent, "File").flatMap { $0.isNull ? nil : Conversion.toString($0, c) }
        return try complete(code, min(Int(max(try Conversion.toInt64(offset) - start, 0)), code.utf16.count), a[3].hashValue_, c, file: file)
      }
    }
    t.staticMethod("\(result)(string input, int cursorIndex, hashtable options, powershell powershell)") { a, c in
      let text = Conversion.toString(a[0], c), at = Int(try Conversion.toInt64(a[1]))
      if !text.isEmpty, at > text.utf16.count { throw badCursor(a.count) }
      if !text.isEmpty, a[3].isNull { throw missing("powershell", a.count) }
      return try complete(text, at, a[2].hashValue_, c)
    }
    t.staticMethod("static System.Tuple[\(ns)Language.Ast, \(ns)Language.Token[], \(ns)Language.IScriptPosition] MapStringInputToParsedInput(string input, int cursorIndex)") { a, c in
      let text = Conversion.toString(a[0], c), at = Int(try Conversion.toInt64(a[1]))
      if at > text.utf16.count { throw badCursor(a.count, "MapStringInputToParsedInput") }
      let code =
        """
        param($text) $t = $null; $a = [System.Management.Automation.Language.Parser]::ParseInput($text, [ref] $t, [ref] $null); $p = \
        $a.Extent.StartScriptPosition; $a; , $t; $p
        """
      let made = try c.invokeBlock(c.makeBlock(code), arguments: [.str(text)]).arrayValue?.values ?? []
      guard made.count == 3, let start = made[2].base.refValue as? PSScriptPosition else { return .null }
      return try c.callStatic(TypeTable.get("System.Tuple"), "Create", [made[0], made[1], .other(start.moved(to: at))])
    }
  }

  /// Types are known from the start; their members on first use.
  static func register() {
    _ = resultType
    for name in ["System.Management.Automation.IArgumentCompleter", "System.Management.Automation.IValidateSetValuesGenerator"] {
      TypeTable.register(name) { NetType(name, .interface) }
    }
    _ = result
    _ = completion
    let name = "System.Management.Automation.CompletionCompleters"
    TypeTable.register(name) {
      NetType(name) { t in
        func offer(_ method: String, _ find: @escaping (String, ExecutionContext) -> [CompletionMatch]) {
          t.staticMethod("static System.Collections.Generic.IEnumerable[System.Management.Automation.CompletionResult] \(method)(string name)") { a, c in
            .arr(find(Conversion.toString(a[0], c), c).map(make))
          }
        }
        offer("CompleteVariable") { Completer.complete("$" + $0, at: $0.utf16.count + 1, $1).matches }
        offer("CompleteType") { Completer.complete("[" + $0, at: $0.utf16.count + 1, $1).matches }
        offer("CompleteOperator") { text, c in Completer.complete("1 -" + text, at: text.utf16.count + 3, c).matches }
        offer("CompleteCommand") { Completer.complete($0, at: $0.utf16.count, $1).matches.filter { $0.resultType == .command } }
        offer("CompleteFilename") { text, c in Completer.complete("Get-Content " + text, at: text.utf16.count + 12, c).matches }
      }
    }
  }

  static func make(_ m: CompletionMatch) -> Value {
    result.make([.str(m.completionText), .str(m.listItemText), .other(PSEnum(resultType, resultType.enumeration?.value(of: m.resultType.rawValue) ?? 0)), .str(m.toolTip)])
  }

  /// The completion of an input as scripts see it.
  static func complete(_ text: String, _ cursor: Int, _ options: PSHash?, _ context: ExecutionContext, file: String? = nil) throws -> Value {
    if cursor < 0 { throw failed("IndexOutOfRangeException", "System.IndexOutOfRangeException", "Index was outside the bounds of the array.") }
    if !text.isEmpty, cursor > text.utf16.count { throw badCursor(3) }
    var o = Completer.Options()
    if let v = options?.get(.str("LiteralPaths")) { o.literalPaths = Conversion.toBool(v) }
    if let v = options?.get(.str("RelativeFilePaths")) { o.relativeFilePaths = Conversion.toBool(v) }
    // what the session's own function has in its scope is no part of what is completed
    var found = CommandCompletion(matches: [], replacementIndex: -1, replacementLength: -1)
    func find() { found = Completer.complete(text, at: cursor, context, options: o, file: file) }
    if let own = context.findCommand("TabExpansion2") as? FunctionInfo, !own.helpFile.isEmpty { try context.asCaller(of: own, find) } else { find() }
    let matches = PSArray(found.matches.map(make))
    matches.kind = .collection
    matches.elementType = result.type
    return completion.make([.int(-1), .integer(found.replacementIndex), .integer(found.replacementLength), .array(matches)])
  }
  private static func badCursor(_ count: Int, _ method: String = "CompleteInput") -> TerminatingError {
    failed(
      "PSArgumentException", "System.Management.Automation.PSArgumentException",
      "Cannot process argument because the value of argument \"cursorIndex\" is not valid. Change the value of the \"cursorIndex\" argument and run the operation again.",
      count, method)
  }
  private static func missing(_ name: String, _ count: Int) -> TerminatingError {
    failed(
      "PSArgumentNullException", "System.Management.Automation.PSArgumentNullException",
      "Cannot process argument because the value of argument \"\(name)\" is null. Change the value of argument \"\(name)\" to a non-null value.", count)
  }
  private static func failed(_ id: String, _ type: String, _ message: String, _ count: Int = 3, _ method: String = "CompleteInput") -> TerminatingError {
    TerminatingError(
      id, "Exception calling \"\(method)\" with \"\(count)\" argument(s): \"\(message)\"", .notSpecified,
      exception: "System.Management.Automation.MethodInvocationException", inner: PSException(type, message))
  }
}
