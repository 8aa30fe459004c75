/// CSV rows to objects: the first row (or `-Header`) names the properties, all values are text.
import Codecs
import Engine
import Primitives

final class CsvObjects {
  private let delimiter: String
  private var header: [String]?
  private var shape: Shape?
  private var typeNames: [String]?
  private var row: [String] = [], quoted: [Bool] = []
  /// Some columns have no name, which the first row tells.
  private var lacksNames = false
  /// That names are missing has been said: once a command.
  var hasWarned = false

  init(delimiter: String, header: [String]?) { self.delimiter = delimiter; self.header = header }

  /// One string, which holds one or more lines.
  func read(_ text: String, _ shell: Invocation) throws {
    var text = text
    try text.withUTF8 { try rows($0, shell) }
  }
  /// A file, row by row out of its pages, so that its length costs no memory.
  func readFile(_ path: String, _ codec: TextCodec?, _ shell: Invocation) throws {
    let isMapped = try Posix.withMapped(path) { b -> Bool in
      guard codec == nil || codec == .utf8 || codec == .utf8BOM else { return false }
      if let (found, n) = TextCodec.detect(b) {
        if found != .utf8BOM { return false }
        try rows(UnsafeBufferPointer(rebasing: b[n...]), shell)
      } else { try rows(b, shell) }
      return true
    }
    if !(isMapped ?? false) { try readAll(try Posix.readFile(path), codec, shell) }
  }
  func readAll(_ bytes: [UInt8], _ codec: TextCodec?, _ shell: Invocation) throws {
    if codec == nil || codec == .utf8 || codec == .utf8BOM {
      try bytes.withUnsafeBufferPointer { b in
        if let (found, n) = TextCodec.detect(b) {
          if found == .utf8BOM { return try rows(UnsafeBufferPointer(rebasing: b[n...]), shell) }
        } else { return try rows(b, shell) }
        var text = TextCodec.decodeFile(bytes, codec)
        try text.withUTF8 { try rows($0, shell) }
      }
      return
    }
    var text = TextCodec.decodeFile(bytes, codec)
    try text.withUTF8 { try rows($0, shell) }
  }

  private func rows(_ b: UnsafeBufferPointer<UInt8>, _ shell: Invocation) throws {
    var r = CsvReader(b, delimiter: delimiter)
    // a first line that begins with # tells the type of the rows, or nothing
    if typeNames == nil, r.isAtComment {
      let line = r.peekLine()
      if CaseInsensitive.hasPrefix(line, "#Type") { typeNames = CsvObjects.typeNames(String(line.dropFirst(5))) }
      r.skipLine()
    }
    while !r.isAtEnd {
      if shape == nil {
        if let header { try prepare(header, shell) } else {
          guard r.readRow(&row, &quoted) else { return try shell.poll() }
          if let first = row.first, first.hasPrefix("#") {
            // the W3C extended log format names its fields in a comment
            guard first.hasPrefix("#Fields: ") else { continue }
            row[0] = String(first.dropFirst(9))
          }
          try prepare(row, shell)
          continue
        }
      }
      guard r.readRow(&row, &quoted), let shape else { return try shell.poll() }
      if row.isEmpty || row.count == 1 && row[0].isEmpty { continue }
      if lacksNames, !hasWarned {
        hasWarned = true
        try shell.warning("One or more headers were not specified. Default names starting with \"H\" have been used in place of any missing headers.")
      }
      var values: [Value] = []
      values.reserveCapacity(shape.count)
      for i in 0..<shape.count { values.append(i < row.count ? .str(row[i]) : .null) }
      try shell.write(.object(PSObject(shape, values, typeNames: typeNames)))
    }
  }
  private static func typeNames(_ name: String) -> [String]? {
    let plain = name.trimmed
    return plain.isEmpty ? nil : [plain, "CSV:" + plain]
  }
  private func prepare(_ given: [String], _ shell: Invocation) throws {
    var count = given.count
    while header == nil, count > 1, given[count - 1].isEmpty { count -= 1 }
    var names: [String] = []
    var seen = Set<String>(), missing = 0
    for n in given[..<count].attentive {
      if n.isEmpty { missing += 1; names.append("H\(missing)"); continue }
      names.append(n)
      if !seen.insert(n.lowercased()).inserted {
        throw shell.terminating(
          "AlreadyPresentPSMemberInfoInternalCollectionAdd", .notSpecified, "The member \"\(n)\" is already present.",
          exception: "System.Management.Automation.ExtendedTypeSystemException")
      }
    }
    try shell.poll()
    lacksNames = missing > 0
    shape = Shape.of(names)
  }
}
