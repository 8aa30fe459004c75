/// What operators do, in PowerShell's words: composed, since most of them come in three cases and in pairs.

enum OperatorTips {
  /// - Parameter name: without its dash, in lower case
  static func of(_ name: String) -> String {
    if let own = plain[name] { return own }
    let first = name.first, rest = String(name.dropFirst())
    let isCased = (first == "c" || first == "i") && (comparisons[rest] != nil || lists[rest] != nil || rest == "replace" || rest == "split")
    let base = isCased ? rest : name
    let isSensitive = isCased && first == "c"
    let sense = isSensitive ? "case sensitive" : "case insensitive"
    if let (what, does) = comparisons[base] {
      let one = does.hasPrefix("do not ") ? "does not " + does.dropFirst(7) : does.hasPrefix("are ") ? "is " + does.dropFirst(4) : does + (does == "match" ? "es" : "s")
      let hand = base.hasSuffix("like") || base.hasSuffix("match") ? "the right hand operand" : "the right operand"
      return "\(what) - \(sense). When the left operand is a collection, returns values from the collection that \(does) \(hand), otherwise returns TRUE if "
        + "the left operand \(one) the right operand."
    }
    if let (value, list, isNone) = lists[base] {
      // PowerShell calls this one of the pair sensitive
      let told = base == "notin" && !isCased ? "case sensitive" : sense
      let when = isSensitive && base == "contains" ? "only when" : "when"
      return "Containment operator - \(told). Returns TRUE \(when) the test value (\(value) operand) exactly matches \(isNone ? "none" : "at least one") of the values in "
        + "the \(list) operand."
    }
    switch base {
    case "replace": return "Replace operator - \(sense). Changes the left operand. Example: (dir *.ps1).FullName -replace '.ps1$','.ps1.bak'"
    case "split":
      return "Split - \(sense). Split one or more strings into substrings.\n-Split <String>\n\n<String> -Split <Delimiter>[,<Max-substrings>[,\"<Options>\"]]"
        + "\n\n<String> -Split {<ScriptBlock>} [,<Max-substrings>]"
    default: return name
    }
  }

  private static let comparisons: [String: (what: String, does: String)] = [
    "eq": ("Equal to", "equal"), "ne": ("Not equal to", "do not equal"), "ge": ("Greater than or equal to", "are greater than or equal to"),
    "gt": ("Greater than", "are greater than"), "lt": ("Less than", "are less than"), "le": ("Less than or equal to", "are less than or equal to"),
    "like": ("Wildcard matching operator", "match"), "notlike": ("Wildcard matching operator", "do not match"),
    "match": ("Regular expression matching operator", "match"), "notmatch": ("Regular expression matching operator", "do not match"),
  ]
  private static let lists: [String: (value: String, list: String, isNone: Bool)] = [
    "contains": ("right", "left", false), "notcontains": ("right", "left", true), "in": ("left", "right", false), "notin": ("left", "right", true),
  ]
  private static let plain = [
    "bnot": "Bitwise NOT", "not": "Logical not. Negates the statement that follows it.",
    "isnot": "Returns TRUE when the left operand is not an instance of the specified .NET Framework type (right operand).",
    "is": "Returns TRUE when the left operand is an instance of the specified .NET Framework type (right operand).",
    "as": "Converts the left operand to the specified .NET Framework type (right operand).",
    "f": "Formats strings by using the format method of string objects.", "and": "Logical and. Returns TRUE when both statements are TRUE.",
    "band": "Bitwise AND", "or": "Logical or. TRUE when either or both statements are TRUE.", "bor": "Bitwise OR (inclusive)",
    "xor": "Logical exclusive or. Returns TRUE when one of the statements is TRUE and the other is FALSE.", "bxor": "Bitwise OR (exclusive)",
    "join": "Join - combine multiple strings into a single string.\n-Join <String[]>\n<String[]> -Join <Delimiter>",
    "shl": "Shift Left bit operator. Inserts zero in right-most bit position.",
    "shr": "Shift Right bit operator. Inserts zero in the left-most bit position. For signed values, sign bit is preserved.",
  ]
}
