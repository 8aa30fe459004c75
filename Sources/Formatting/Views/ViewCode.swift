/// Computed cells of the built-in views.
import Engine
import Primitives

enum ViewCode {
  static func path(_ v: Value, _ a: String, _ b: String, _ c: ExecutionContext) throws -> Value {
    guard let x = try c.property(v, a), !x.isNull else { return .null }
    return try c.property(x, b) ?? .null
  }
  /// The names of a module's commands; a single one stands for itself, as where a script block yields one object.
  static func exportedCommands(_ v: Value, _ c: ExecutionContext) throws -> Value {
    let names = try path(v, "ExportedCommands", "Keys", c)
    guard let all = ValueText.elements(names)?.values else { return names }
    return all.count > 1 ? names : all.first ?? .null
  }
  /// A property of an answer; a star when there was none.
  static func answered(_ v: Value, _ property: String, _ c: ExecutionContext) throws -> Value {
    Conversion.toString(try c.property(v, "Status") ?? .null, c) == "TimedOut" ? .str("*") : try c.property(v, property) ?? .null
  }
  private static func text(_ v: Value, _ p: String, _ c: ExecutionContext) throws -> String { ValueText.text(try c.property(v, p) ?? .null, c) }

  // MARK: Files

  /// The file of a breakpoint without its folder.
  static func scriptName(_ v: Value, _ c: ExecutionContext) throws -> Value { .str(FileText.leaf(try text(v, "Script", c))) }
  static func parentPath(_ v: Value, _ c: ExecutionContext) throws -> Value {
    let s = try text(v, "PSParentPath", c)
    let prefix = "Microsoft.PowerShell.Core\\FileSystem::"
    return .str(s.hasPrefix(prefix) ? String(s.dropFirst(prefix.count)) : s)
  }
  static func lastWriteTime(_ v: Value, _ c: ExecutionContext) throws -> Value {
    .str(try Operators.format("{0:d} {0:HH}:{0:mm}", [try c.property(v, "LastWriteTime") ?? .null], c))
  }

  // MARK: Drives and commands

  static func driveUsed(_ v: Value, _ c: ExecutionContext) throws -> Value { try gigabytes(v, "Used", c) }
  static func driveFree(_ v: Value, _ c: ExecutionContext) throws -> Value { try gigabytes(v, "Free", c) }
  private static func gigabytes(_ v: Value, _ p: String, _ c: ExecutionContext) throws -> Value {
    let used = try c.property(v, "Used") ?? .null, free = try c.property(v, "Free") ?? .null
    if !Conversion.toBool(used) && !Conversion.toBool(free) { return .null }
    let n = try Conversion.toDouble(p == "Used" ? used : free)
    return .str(try Operators.format("{0:###0.00}", [.double(n / 1_073_741_824)], c))
  }
  static func driveRoot(_ v: Value, _ c: ExecutionContext) throws -> Value {
    if let d = try c.property(v, "DisplayRoot"), !d.isNull { return d }
    return try c.property(v, "Root") ?? .null
  }
  static func commandName(_ v: Value, _ c: ExecutionContext) throws -> Value {
    if case .other(let r) = v.base, let a = r as? AliasInfo { return try c.property(v, "DisplayName") ?? .str(a.name + " -> " + a.target) }
    return try c.property(v, "Name") ?? .null
  }
  static func overloads(_ v: Value, _ c: ExecutionContext) throws -> Value {
    guard let x = try c.property(v, "OverloadDefinitions") else { return .null }
    if let a = x.arrayValue { return .str(a.values.map { ValueText.text($0, c) + "\n" }.joined()) }
    return x
  }
  /// The folder a listed module's folder is in; one that holds a version counts with it.
  static func moduleFolder(_ v: Value, _ c: ExecutionContext) throws -> Value {
    var parts = ValueText.text(try c.property(v, "Path") ?? .null, c).split(separator: "/")
    _ = parts.popLast()
    if let last = parts.last, (try? NetVersion.parse(String(last))) != nil { _ = parts.popLast() }
    _ = parts.popLast()
    return .str("/" + parts.joined(separator: "/"))
  }
  /// `Core,Desk`; a module that names no edition is for the desktop one.
  static func moduleEditions(_ v: Value, _ c: ExecutionContext) throws -> Value {
    let editions = (try c.property(v, "CompatiblePSEditions"))?.arrayValue?.values ?? []
    return .str(editions.isEmpty ? "Desk" : editions.map { String(ValueText.text($0, c).prefix(4)) }.sorted().joined(separator: ","))
  }
  static func preRelease(_ v: Value, _ c: ExecutionContext) throws -> Value {
    guard case .hash(let p)? = try c.property(v, "PrivateData")?.base, case .hash(let d)? = p.get("PSData")?.base else { return .null }
    return d.get("PreRelease") ?? .null
  }

  // MARK: Time

  static func dateTime(_ v: Value, _ c: ExecutionContext) throws -> Value {
    if let s = try c.property(v, "DateTime"), !s.isNull { return s }
    if case .datetime(let d) = v.base { return .str(longText(d, c)) }
    return .null
  }
  /// `$date.DateTime`: long date and long time.
  static func longText(_ d: NetDateTime, _ c: ExecutionContext) -> String {
    let date = (try? DateFormat.text(d, "D", c.culture)) ?? "", time = (try? DateFormat.text(d, "T", c.culture)) ?? ""
    return date + " " + time
  }
  static func historyDuration(_ v: Value, _ c: ExecutionContext) throws -> Value {
    guard case .timespan(let t)? = try c.property(v, "Duration")?.base else { return .null }
    let hours = t.ticks / 36_000_000_000, minutes = t.ticks / 600_000_000
    let format = hours >= 1 ? "h\\:mm\\:ss\\.fff" : minutes >= 1 ? "m\\:ss\\.fff" : "s\\.fff"
    if hours >= 10 { return .str("\(hours):" + ((try? TimeSpanFormat.text(t, "mm\\:ss\\.fff", c.culture)) ?? "")) }
    return .str((try? TimeSpanFormat.text(t, format, c.culture)) ?? "")
  }

  // MARK: Processes

  static func kilobytes(_ v: Value, _ p: String, _ c: ExecutionContext) throws -> Value { .long(try Conversion.toInt64(try c.property(v, p) ?? .int(0)) / 1024) }
  static func megabytes(_ v: Value, _ p: String, _ c: ExecutionContext) throws -> Value {
    .str(try Operators.format("{0:N2}", [.double(try Conversion.toDouble(try c.property(v, p) ?? .int(0)) / 1_048_576)], c))
  }
  static func number(_ v: Value, _ p: String, _ c: ExecutionContext) throws -> Value {
    let x = try c.property(v, p) ?? .null
    return .str(try Operators.format("{0:N2}", [.double(x.isNull ? 0 : try Conversion.toDouble(x))], c))
  }

  // MARK: Web

  static func webContent(_ v: Value, _ c: ExecutionContext) throws -> Value { shortened(try text(v, "Content", c)) }
  static func webRawContent(_ v: Value, _ c: ExecutionContext) throws -> Value { shortened(try text(v, "RawContent", c)) }
  /// A page's first 200 characters.
  private static func shortened(_ s: String) -> Value { .str(s.utf16.count >= 200 ? (String(s.utf16.prefix(200)) ?? s) + "…" : s) }
}
