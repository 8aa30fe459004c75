/// Objects inside settings as the text a row keeps: `RgsPrompt{TextToSpeechPrompt="Hello";AudioFilePrompt=""}`.
///
/// The name before the brace is a noun of the settings tables; its properties give the object its shape and types. What parts
/// the elements of a list is written `\e`, so that a list may hold objects with lists. What is no such text is no object.
import Directory

public enum RecordText {
  /// The text of an object with these properties; nil values are left out.
  public static func text(_ noun: String, _ values: [(name: String, value: String)]) -> String {
    noun + "{" + values.map { $0.name + "=" + quoted($0.value) }.joined(separator: ";") + "}"
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" || scalar == "\u{1E}" { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(scalar == "\u{1E}" ? "e" : scalar)
    }
    return result + "\""
  }

  /// The object a text stands for.
  static func object(_ text: String) -> LyncObject? {
    guard text.utf8.last == UInt8(ascii: "}"), let (noun, rest) = text.cut(at: "{"), let kind = SettingsClass.named(noun) else { return nil }
    var kept: [String: String] = [:]
    var bytes = Array(rest.utf8.dropLast())[...]
    while !bytes.isEmpty {
      guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")), equals + 1 < bytes.endIndex, bytes[equals + 1] == UInt8(ascii: "\"") else { return nil }
      let name = String(decoding: bytes[bytes.startIndex..<equals], as: UTF8.self)
      var value: [UInt8] = [], at = equals + 2
      while at < bytes.endIndex, bytes[at] != UInt8(ascii: "\"") {
        let isEscaped = bytes[at] == UInt8(ascii: "\\") && at + 1 < bytes.endIndex
        if isEscaped { at += 1 }
        value.append(isEscaped && bytes[at] == UInt8(ascii: "e") ? 0x1E : bytes[at])
        at += 1
      }
      guard at < bytes.endIndex else { return nil }
      kept[name.lowercased()] = String(decoding: value, as: UTF8.self)
      bytes = bytes[(at + 1)...]
      if bytes.first == UInt8(ascii: ";") { bytes = bytes.dropFirst() }
    }
    return kind.object { kept[$0.lowercased()] }
  }
}

extension SettingsClass {
  /// An object of this noun that no scope holds; `value` gives what is kept of a property.
  public func object(_ value: (String) -> String?) -> LyncObject {
    let values = record.properties.map { name in property(name).map { LyncWorld.settingsValue($0, value($0.name) ?? $0.standard) } ?? .null }
    return LyncObject(record, values)
  }
}
