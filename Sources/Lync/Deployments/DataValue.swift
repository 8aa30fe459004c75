/// A value of a data-only `.psd1` file, with the line it stands on.
import Directory

struct DataValue {
  indirect enum Kind {
    case null
    case bool(Bool)
    case int(Int)
    case string(String)
    case array([DataValue])
    case table([(key: String, value: DataValue)])
  }
  let kind: Kind
  /// The file, as messages name it, and the line; 0 for a value that stands in no file.
  let file: String
  let line: Int

  init(_ kind: Kind, file: String = "", line: Int = 0) {
    self.kind = kind
    self.file = file
    self.line = line
  }
  static let null = DataValue(.null)
  static func bool(_ value: Bool) -> DataValue { DataValue(.bool(value)) }
  static func int(_ value: Int) -> DataValue { DataValue(.int(value)) }
  static func string(_ value: String) -> DataValue { DataValue(.string(value)) }
  static func array(_ values: [DataValue]) -> DataValue { DataValue(.array(values)) }
  static func table(_ pairs: [(key: String, value: DataValue)]) -> DataValue { DataValue(.table(pairs)) }

  subscript(_ key: String) -> DataValue {
    guard case .table(let pairs) = kind else { return .null }
    for pair in pairs where pair.key.same(key) { return pair.value }
    return .null
  }

  var isNull: Bool { if case .null = kind { true } else { false } }
  var isTable: Bool { if case .table = kind { true } else { false } }
  var text: String? {
    switch kind {
    case .string(let value): return value
    case .int(let value): return String(value)
    default: return nil
    }
  }
  var int: Int? {
    switch kind {
    case .int(let value): return value
    case .string(let value): return Int(value)
    default: return nil
    }
  }
  var flag: Bool? {
    if case .bool(let value) = kind { return value }
    return nil
  }
  /// The items of an array; a single value is an array of one, null of none.
  var items: [DataValue] {
    switch kind {
    case .null: return []
    case .array(let items): return items
    default: return [self]
    }
  }
  var texts: [String] { items.compactMap(\.text) }
  var pairs: [(key: String, value: DataValue)] {
    if case .table(let pairs) = kind { return pairs }
    return []
  }

  /// Several files as one: a list that stands in more than one goes on, everything else stands in one of them only.
  static func merged(_ files: [DataValue]) throws(Fault) -> DataValue {
    var pairs: [(key: String, value: DataValue)] = []
    for file in files {
      for pair in file.pairs {
        guard let at = pairs.firstIndex(where: { $0.key.same(pair.key) }) else {
          pairs.append(pair)
          continue
        }
        let other = pairs[at].value
        switch (other.kind, pair.value.kind) {
        case (.array(let first), .array(let second)): pairs[at].value = DataValue(.array(first + second), file: other.file, line: other.line)
        case (.table(let first), .table(let second)) where !second.contains(where: { entry in first.contains { $0.key.same(entry.key) } }):
          pairs[at].value = DataValue(.table(first + second), file: other.file, line: other.line)
        default: throw pair.value.fault("'\(pair.key)' stands in \(other.file), line \(other.line) already")
        }
      }
    }
    return DataValue(.table(pairs), file: files.first?.file ?? "", line: 1)
  }

  /// A refusal that points here.
  func fault(_ message: String) -> Fault {
    Fault(.invalidData, key: "E-DATAFILE", id: "DataFile", target: file, "\(file), line \(line): \(message).", terminating: true)
  }
}
