/// Reads JSON text into objects.
import Engine
import Codecs

struct ConvertFromJson: Cmdlet {
  static let command = Command("ConvertFrom", "Json",
    synopsis: "Reads JSON as objects or tables.",
    examples: [("One value of many", "'{\"a\":{\"b\":1}}' | ConvertFrom-Json | ForEach-Object { $_.a.b }")])
  @Parameter("InputObject", at: 0, from: .pipeline, attributes: [.allowEmptyString]) var inputObject: String
  @Parameter("AsHashtable") var asHashtable: Switch
  @Parameter("Depth", validate: [.rangeKind("Positive")]) var depth: Int?
  @Parameter("NoEnumerate") var noEnumerate: Switch
  @Parameter("DateKind") var dateKind: JsonDateKind?

  private var lines: [String] = []

  mutating func process(_ shell: Invocation) throws { lines.append(inputObject) }
  mutating func end(_ shell: Invocation) throws {
    guard let first = lines.first else { return }
    if lines.count == 1 { _ = try convert(first, shell); return }
    do { if try !convert(first, shell) { throw JsonReader.Failure(message: "") } }
    catch is JsonReader.Failure { _ = try convert(lines.joined(separator: "\n"), shell); return }
    catch let e as TerminatingError where e.record.errorId == "System.ArgumentException" { _ = try convert(lines.joined(separator: "\n"), shell); return }
    for l in lines.dropFirst() { _ = try convert(l, shell) }
  }
  private func convert(_ text: String, _ shell: Invocation) throws -> Bool {
    let v: Value
    do { v = try JsonBuilder.read(text, asHashtable: asHashtable.isOn, depth: depth ?? 1024, dates: dateKind ?? .Default) }
    catch let e as JsonReader.Failure {
      let inner = PSException("Newtonsoft.Json." + ConvertFromJson.fault(of: e.message), e.message)
      let x = PSException("System.ArgumentException", "Conversion from JSON failed with error: \(e.message)", inner: inner)
      throw shell.terminating(ErrorRecord(x, id: "System.ArgumentException", .notSpecified))
    } catch let e as JsonBuilder.KeyProblem { throw shell.terminating(e.id, e.category, e.message, exception: e.exception) }
    // a blank text stands for null
    if case .void = v { try shell.write(.null); return false }
    if noEnumerate.isOn { try shell.write(v) } else { try shell.writeEach(v) }
    return !v.isNull
  }
  /// Whose exception a sentence is: that of what reads, or of what puts together what was read.
  private static func fault(of message: String) -> String {
    if message.hasPrefix("Unexpected end when reading JSON") { return "JsonSerializationException" }
    return message.hasPrefix("Unexpected end when reading token") ? "JsonWriterException" : "JsonReaderException"
  }
}
