/// Shows bytes of files, strings and numbers in hexadecimal.
import Codecs
import Engine
import Formatting
import Glibc
import Primitives

struct FormatHex: Cmdlet {
  static let command = Command("Format", "Hex", errorType: "Microsoft.PowerShell.Commands.FormatHex",
    outputs: ["Microsoft.PowerShell.Commands.ByteCollection"],
    synopsis: "Shows bytes as hexadecimal numbers and characters.",
    examples: [("A text's bytes", "'Größe' | Format-Hex")])
  @Parameter("Path", at: 0, sets: ["Path"], mandatory: true, validate: [.notNullOrEmpty]) var path: [String]
  @Parameter("LiteralPath", sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"], validate: [.notNullOrEmpty]) var literalPath: [String]
  @Parameter("InputObject", from: .pipeline, sets: ["ByInputObject"], mandatory: true, type: "psobject") var inputObject: Value?
  @Parameter("Encoding", sets: ["ByInputObject"], mandatory: false, validate: [.notNullOrEmpty]) var encoding: TextEncoding
  @Parameter("Count", validate: [.rangeKind("Positive")]) var count: Int64?
  @Parameter("Offset", validate: [.rangeKind("NonNegative")]) var offset: Int64?
  @Parameter("Raw", sets: ["ByInputObject"], attributes: [.other("ObsoleteAttribute", [.str("Raw parameter is deprecated.")])], fidelity: .inert, dontShow: true) var raw: Switch
  private var bytes: [UInt8] = []
  private var type: NetType?

  mutating func process(_ shell: Invocation) throws {
    if $path.isBound || $literalPath.isBound {
      var files: [String] = []
      for text in $literalPath.isBound ? literalPath : path {
        let found = $literalPath.isBound ? [try shell.space.resolve(text)] : try shell.existing(text, target: .array(PSArray(path.map { .str($0) }, of: TypeTable.string)))
        guard found.allSatisfy({ $0.provider is FileSystemProvider }) else {
          try shell.error(
            "FormatHexOnlySupportsFileSystemPaths", .invalidArgument,
            "The given path '\(text)' is not supported. This command only supports the FileSystem Provider paths.", exception: "System.ArgumentException",
            target: .str(text))
          continue
        }
        files += found.map(\.path)
      }
      for path in files { try file(path, shell) }
      return
    }
    guard let v = inputObject?.base else { return }
    if let type = v.refValue?.netType.fullName, type == "System.IO.FileInfo" || type == "System.IO.DirectoryInfo" {
      try flush(shell)
      return try file(Conversion.toString(try shell.context.property(v, "FullName") ?? .null), shell)
    }
    // members of an enum are numbers here
    let t = (v.refValue as? PSEnum)?.type.enumeration.map { TypeTable.get($0.underlying) } ?? TypeTable.typeOf(v)
    guard let more = Self.encode(v, encoding.codec) else {
      if Attention.isWanted { throw FlowSignal.stopped }
      return try shell.error(
        "FormatHexTypeNotSupported", .invalidArgument,
        """
        Cannot convert input of type '\(t.fullName)' to hexadecimal. To view the hexadecimal formatting of its string representation, pipe it to the \
        Out-String cmdlet before piping it to Format-Hex.
        """,
        exception: "System.ArgumentException", target: .type(t))
    }
    // texts and arrays stand alone; numbers of one type in a row are shown together
    let standsAlone = v.stringValue != nil || v.arrayValue != nil
    if standsAlone || (type != nil && type !== t) { try flush(shell) }
    type = t
    bytes += more
    if standsAlone { try flush(shell) }
  }
  mutating func end(_ shell: Invocation) throws { try flush(shell) }

  private mutating func flush(_ shell: Invocation) throws {
    defer { bytes = []; type = nil }
    if bytes.isEmpty { return }
    let name = type?.name ?? ""
    try write(bytes, label: "\(name) (\(type?.fullName ?? "")) <\(FormatHex.hex(Int(UInt32(truncatingIfNeeded: bytes.hashValue)), 8))>", path: nil, shell)
  }

  private func file(_ path: String, _ shell: Invocation) throws {
    let bytes: [UInt8]
    do { bytes = try Posix.readFile(path) } catch let failure as Posix.Failure {
      if failure.code == ENOENT { return try shell.error(failure.record("FormatHexIOError", .writeError, path)) }
      let type = "System.UnauthorizedAccessException"
      throw shell.terminating(type, .notSpecified, "Access to the path '\(path)' is denied.", exception: type)
    }
    try write(bytes, label: path, path: path, shell)
  }

  private func write(_ all: [UInt8], label: String, path: String?, _ shell: Invocation) throws {
    let from = Int(clamping: offset ?? 0)
    guard from < all.count else { return }
    let to = count.map { min(all.count, from + min(Int(clamping: $0), all.count)) } ?? all.count
    var at = from
    while at < to {
      if Attention.isWanted { throw FlowSignal.stopped }
      let line = Array(all[at..<min(at + 16, to)])
      // what came through the pipeline is counted from where it is shown, a file from its beginning
      try shell.write(.object(Self.collection(line, path == nil ? at - from : at, label, path)))
      at += 16
    }
  }

  private static func hex(_ n: Int, _ width: Int) -> String { let s = String(n, radix: 16, uppercase: true); return String(repeating: "0", count: max(0, width - s.count)) + s }
  private static let shape = Shape.of(["Offset", "Offset64", "Bytes", "Path", "HexOffset", "Label", "HexBytes", "Ascii"])
  private static func collection(_ line: [UInt8], _ at: Int, _ label: String, _ path: String?) -> PSObject {
    let digits = line.map { hex(Int($0), 2) }.joined(separator: " ")
    let ascii = String(decoding: line.map { b -> UInt16 in b == 0 ? 32 : b < 32 || (b >= 127 && b < 160) ? 0xFFFD : UInt16(b) }, as: UTF16.self)
    let o = PSObject(shape, [
      .uint(UInt32(truncatingIfNeeded: at)), .ulong(UInt64(at)), .array(PSArray(line.map { .byte($0) }, of: TypeTable.byte)), path.map { .str($0) } ?? .null, .str(hex(at, 16)), .str(label),
      .str(digits), .str(ascii),
    ], type: TypeTable.get("Microsoft.PowerShell.Commands.ByteCollection"))
    // a short last line is as wide as the others, which end their line
    let missing = 16 - line.count
    o.textForm = hex(at, 16) + "   " + digits + " " + String(repeating: " ", count: 3 * missing + 1) + ascii + (missing == 0 ? "\n" : String(repeating: " ", count: missing))
    return o
  }

  /// The bytes of a scalar or array; nil for what has none.
  private static func encode(_ v: Value, _ codec: TextCodec) -> [UInt8]? {
    func little<T: FixedWidthInteger>(_ n: T) -> [UInt8] { withUnsafeBytes(of: n.littleEndian) { Array($0) } }
    switch v {
    case .string(let s): return codec.encode(s.string)
    case .bool(let b): return little(Int32(b ? 1 : 0))
    case .byte(let b): return [b]
    case .sbyte(let b): return [UInt8(bitPattern: b)]
    // as many bytes as a character has outside .NET
    case .char(let n): return [UInt8(truncatingIfNeeded: n)]
    case .ushort(let n): return little(n)
    case .short(let n): return little(n)
    case .int(let n): return little(n)
    case .uint(let n): return little(n)
    case .long(let n): return little(n)
    case .ulong(let n): return little(n)
    case .single(let n): return little(n.bitPattern)
    case .double(let n): return little(n.bitPattern)
    case .array(let a):
      guard a.elementType?.isValueType ?? false else { return nil }
      var all: [UInt8] = []
      for x in a.values {
        guard let b = encode(x.base, codec), !Attention.isWanted else { return nil }
        all += b
      }
      return all
    case .other(let r):
      guard let e = r as? PSEnum else { return nil }
      switch e.type.enumeration?.underlying {
      case "System.Byte", "System.SByte": return [UInt8(truncatingIfNeeded: e.raw)]
      case "System.Int16", "System.UInt16": return little(Int16(truncatingIfNeeded: e.raw))
      case "System.Int64", "System.UInt64": return little(e.raw)
      default: return little(Int32(truncatingIfNeeded: e.raw))
      }
    default: return nil
    }
  }
}
