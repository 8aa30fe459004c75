/// Where PowerShell's own code threw an exception: what `TargetSite`, `Source` and `StackTrace` tell of it. Exceptions of `throw`
/// statements and those that were only made and written have none; of what .NET's own code throws nothing is told.
public struct ThrowSite: Sendable {
  /// As `TargetSite` shows itself: `Void ThrowTerminatingError(System.Management.Automation.ErrorRecord)`.
  public let signature: String
  /// `ThrowTerminatingError`.
  public let method: String
  /// The full name of the type that declares the method; empty for code made at run time.
  public let declaringType: String
  /// The assembly, as `Source` tells it.
  public let source: String
  /// Lines `   at …`, innermost first.
  public let stackTrace: String
  /// It was thrown below a statement: `Data` tells of the frame then.
  public let isBelowStatement: Bool

  private static let isCaught = "(in a try)", endsCmdlet = "(a cmdlet ends)"

  fileprivate static func of(_ x: PSException) -> ThrowSite? {
    let isOfLanguage = x.type.isSubclass(of: TypeTable.runtimeException.fullName)
    guard let r = x.record else {
      guard isOfLanguage || x.type.name == "PSInvalidCastException", let id = x.lastErrorId else { return nil }
      return sites[x.type.name + " " + id]
    }
    if r.thrownByStatement || x.instance != nil { return nil }
    if r.wasCaught, isOfLanguage, !r.isStop, r.invocation?.command == nil || x.isOfBinding || x.type.name == "CommandNotFoundException" { return sites[isCaught] }
    if let own = sites[name(of: x, r)] { return own }
    return r.wasCaught && !r.isStop && !r.stoppedWhenWritten && r.invocation?.command != nil ? sites[endsCmdlet] : nil
  }
  private static func name(of x: PSException, _ r: ErrorRecord) -> String {
    if x.type.name == "MethodInvocationException" { return x.type.name }
    if x.inner?.type.name == "DivideByZeroException" { return x.type.name + " DivideByZeroException" }
    return x.type.name + " " + (x.isOfBinding ? r.ownErrorId : r.fullyQualifiedErrorId)
  }

  private static let sites: [String: ThrowSite] = {
    let lines = (EmbeddedThrowSites.text("throwSites") ?? "").textLines.filter { !$0.isEmpty && !$0.hasPrefix("#") }
    var frames: [Substring: Substring] = [:]
    for l in lines where l.first!.isNumber {
      let name = l.prefix { $0 != " " }
      frames[name] = l.dropFirst(name.count + 1)
    }
    var all: [String: ThrowSite] = [:]
    var i = 0
    while i < lines.count, !lines[i].first!.isNumber {
      let key = String(lines[i])
      var about: [Substring] = []
      i += 1
      while i < lines.count, lines[i].hasPrefix("  ") { about.append(lines[i].dropFirst(2)); i += 1 }
      let trace = about[1].split(separator: " ").compactMap { frames[$0] }
      let place = trace[0].prefix { $0 != "(" }, dot = place.lastIndex(of: ".") ?? place.startIndex
      all[key] = ThrowSite(
        signature: String(about[0]), method: String(place[dot...].dropFirst()),
        declaringType: about.first { $0.hasPrefix("of ") }.map { String($0.dropFirst(3)) } ?? (place.hasPrefix("CallSite.") ? "" : String(place[..<dot])),
        source: about.first { $0.hasPrefix("in ") }.map { String($0.dropFirst(3)) } ?? "System.Management.Automation",
        stackTrace: trace.map { $0.hasPrefix("---") ? String($0) : "   at " + $0 }.joined(separator: "\n"),
        isBelowStatement: trace.contains { $0.hasSuffix("(InterpretedFrame frame)") })
    }
    return all
  }()
}

extension PSException {
  /// Where it was thrown, if PowerShell's own code did.
  public var throwSite: ThrowSite? { ThrowSite.of(self) }
  /// `Exception.ToString()`: type and message, the exceptions inside, the stack trace.
  public var longText: String {
    var s = type.fullName + (message.isEmpty ? "" : ": " + message)
    if let inner { s += "\n ---> " + inner.longText + "\n   --- End of inner exception stack trace ---" }
    if let trace = property("StackTrace").flatMap({ $0.isNull ? nil : $0.stringValue }) ?? throwSite?.stackTrace { s += "\n" + trace }
    return s
  }
}
