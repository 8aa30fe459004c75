/// An error record that came through serialization (Import-Clixml, Import-Csv), put together again as far as its display asks for it.
import Engine
import Syntax

enum DeserializedError {
  private static let typeName = "System.Management.Automation.ErrorRecord"

  /// Nil for what never was an error record.
  static func record(_ v: Value, _ c: ExecutionContext) -> ErrorRecord? {
    guard case .object(let o) = v, let names = o.typeNames, names.contains(typeName) || names.contains("Deserialized." + typeName) else { return nil }
    func read(_ v: Value, _ name: String) -> Value { ((try? c.property(v, name)) ?? nil) ?? .null }
    func text(_ v: Value, _ name: String) -> String { Conversion.toString(read(v, name), c) }
    let exception = read(v, "Exception"), call = read(v, "InvocationInfo")
    let message = PSException("System.Management.Automation.RuntimeException", text(exception, "Message"))
    message.properties.append(("WasThrownFromThrowStatement", .bool(Conversion.toBool(read(exception, "WasThrownFromThrowStatement")))))
    let category = ErrorCategory(rawValue: (try? Conversion.toInt32(read(v, "ErrorCategory_Category"))).map(Int.init) ?? 0) ?? .notSpecified
    let r = ErrorRecord(message, id: text(v, "FullyQualifiedErrorId"), category, target: read(v, "TargetObject"))
    // who failed is what the view names; the record's own CategoryInfo did not come along
    r.categoryActivity = [text(call, "MyCommand"), text(call, "InvocationName")].first { !$0.isEmpty } ?? "Error"
    let details = text(v, "ErrorDetails_Message")
    if !details.isEmpty { r.detailsMessage = details }
    r.position = place(line: text(call, "Line"), file: text(call, "ScriptName"), message: text(call, "PositionMessage"), read(call, "ScriptLineNumber"), read(call, "OffsetInLine"))
    return r
  }

  /// The place in a source that has nothing but the line the record remembers.
  private static func place(line: String, file: String, message: String, _ number: Value, _ offset: Value) -> Extent? {
    guard let n = try? Conversion.toInt32(number), let column = try? Conversion.toInt32(offset), n > 0, column > 0, !line.isEmpty else { return nil }
    let source = SourceText(String(repeating: "\n", count: Int(n) - 1) + line, file: file.isEmpty ? nil : file)
    let start = min(Int(n) + Int(column) - 2, source.units.count)
    let marks = message.utf8.reversed().prefix { $0 == 0x7E }.count
    return Extent(source, start, min(start + marks, source.units.count))
  }
}
