/// `System.Convert` and `System.BitConverter`.
import Engine
import Primitives

extension NetTypes {
  static func defineConvert(_ t: NetType) {
    t.staticProperty("System.Object DBNull {get;}") { _ in .other(PSDBNull.value) }
    let targets: [(String, String, String)] = [
      ("ToBoolean", "bool", "Boolean"), ("ToByte", "byte", "Byte"), ("ToChar", "char", "Char"), ("ToDateTime", "datetime", "DateTime"),
      ("ToDecimal", "decimal", "Decimal"), ("ToDouble", "double", "Double"),
      ("ToInt16", "short", "Int16"), ("ToInt32", "int", "Int32"), ("ToInt64", "long", "Int64"), ("ToSByte", "sbyte", "SByte"), ("ToSingle", "float", "Single"),
      ("ToUInt16", "ushort", "UInt16"), ("ToUInt32", "uint", "UInt32"), ("ToUInt64", "ulong", "UInt64"),
    ]
    for (n, type, full) in targets {
      let target = TypeTable.get("System." + full)
      t.staticMethod("static \(type) \(n)(System.Object value)") { a, c in try changed(a.at(0), target, c) }
      for source in ["bool", "byte", "char", "datetime", "decimal", "double", "short", "int", "long", "sbyte", "float", "string", "ushort", "uint", "ulong"] {
        t.staticMethod("static \(type) \(n)(\(source) value)") { a, c in try changed(a.at(0), target, c) }
      }
      t.staticMethod("static \(type) \(n)(System.Object value, System.IFormatProvider provider)") { a, c in try changed(a.at(0), target, c, culture(of: a.at(1))) }
      t.staticMethod("static \(type) \(n)(string value, System.IFormatProvider provider)") { a, c in try changed(a.at(0), target, c, culture(of: a.at(1))) }
      if ["Byte", "Int16", "Int32", "Int64", "SByte", "UInt16", "UInt32", "UInt64"].contains(full) {
        t.staticMethod("static \(type) \(n)(string value, int fromBase)") { a, c in try fromBase(a.string(0), a.int(1), full) }
      }
    }
    t.staticMethod("static string ToString(System.Object value)") { a, c in .str(netText(a.at(0), c)) }
    t.staticMethod("static string ToString(System.Object value, System.IFormatProvider provider)") { a, c in try c.callMethod(a.at(0), "ToString", [a.at(1)]) }
    for type in ["bool", "char", "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal", "datetime", "string"] {
      t.staticMethod("static string ToString(\(type) value)") { a, c in .str(netText(a.at(0), c)) }
      t.staticMethod("static string ToString(\(type) value, System.IFormatProvider provider)") { a, c in a.at(0).isNull ? .null : try c.callMethod(a.at(0), "ToString", [a.at(1)]) }
    }
    for (type, width) in [("byte", 8), ("short", 16), ("int", 32), ("long", 64)] {
      t.staticMethod("static string ToString(\(type) value, int toBase)") { a, _ in
        guard [2, 8, 10, 16].contains(a.int(1)) else { throw argumentError("Invalid Base.") }
        if a.int(1) == 10 { return .str(String(a.int(0))) }
        let mask: UInt64 = width == 64 ? .max : (1 << UInt64(width)) - 1
        return .str(String(UInt64(bitPattern: Int64(a.int(0))) & mask, radix: a.int(1)))
      }
    }
    t.staticMethod("static bool IsDBNull(System.Object value)") { a, _ in .bool(a.at(0).refValue is PSDBNull) }
    t.staticMethod("static System.Object ChangeType(System.Object value, type conversionType)") { a, c in
      guard case .type(let target) = a.at(1).base else { throw nullArgument("conversionType") }
      return try changedType(a.at(0), target, c)
    }
    t.staticMethod("static System.Object ChangeType(System.Object value, System.TypeCode typeCode)") { a, c in
      let name = TypeTable.get("System.TypeCode").enumeration?.text(Int64(a.flags(1))) ?? "Object"
      return try changedType(a.at(0), TypeTable.get("System." + name), c)
    }
    t.staticMethod("static System.Object ChangeType(System.Object value, System.TypeCode typeCode, System.IFormatProvider provider)") { a, c in
      let name = TypeTable.get("System.TypeCode").enumeration?.text(Int64(a.flags(1))) ?? "Object"
      return try changedType(a.at(0), TypeTable.get("System." + name), c, culture(of: a.at(2)))
    }
    t.staticMethod("static System.Object ChangeType(System.Object value, type conversionType, System.IFormatProvider provider)") { a, c in
      guard case .type(let target) = a.at(1).base else { throw nullArgument("conversionType") }
      return try changedType(a.at(0), target, c, culture(of: a.at(2)))
    }
    t.staticMethod("static System.TypeCode GetTypeCode(System.Object value)") { a, c in
      if a.at(0).isNull { return .member("System.TypeCode", 0) }
      return (try? c.callMethod(a.at(0), "GetTypeCode", [])) ?? .member("System.TypeCode", 1)
    }
    func part(_ a: [Value], _ name: String = "inArray") throws -> [UInt8] {
      guard let whole = a.array(0) else { throw nullArgument(name) }
      if a.count < 3 { return a.bytes(0) }
      let i = a.int(1), n = a.int(2)
      if n < 0 { throw indexOutOfRange("length") }
      if i < 0 { throw outOfRange("offset", "Value must be positive.") }
      guard i + n <= whole.count else { throw outOfRange("offset", "Offset and length must refer to a position in the string.") }
      return Array(a.bytes(0)[i..<(i + n)])
    }
    t.staticMethod("static string ToBase64String(byte[] inArray)") { a, _ in .str(ByteText.base64(try part(a))) }
    t.staticMethod("static string ToBase64String(byte[] inArray, System.Base64FormattingOptions options)") { a, _ in .str(ByteText.base64(try part([a.at(0)]), lineBreaks: a.flags(1) == 1)) }
    t.staticMethod("static string ToBase64String(byte[] inArray, int offset, int length)") { a, _ in .str(ByteText.base64(try part(a))) }
    t.staticMethod("static string ToBase64String(byte[] inArray, int offset, int length, System.Base64FormattingOptions options)") { a, _ in
      .str(ByteText.base64(try part(a), lineBreaks: a.flags(3) == 1))
    }
    t.staticMethod(
      "static string ToBase64String(System.ReadOnlySpan[byte] bytes, System.Base64FormattingOptions options = System.Base64FormattingOptions.None)"
    ) { a, _ in .str(ByteText.base64(a.bytes(0), lineBreaks: a.flags(1) == 1)) }
    for more in ["", ", System.Base64FormattingOptions options"] {
      t.staticMethod("static int ToBase64CharArray(byte[] inArray, int offsetIn, int length, char[] outArray, int offsetOut\(more))") { a, _ in
        let text = Array(ByteText.base64(try part(a), lineBreaks: a.flags(5) == 1).utf16)
        guard let out = a.array(3) else { throw nullArgument("outArray") }
        guard a.int(4) >= 0, a.int(4) + text.count <= out.count else {
          throw outOfRange(
            "offsetOut", "Either offset did not refer to a position in the string, or there is an insufficient length of destination character array.")
        }
        for (k, u) in text.enumerated() { out[a.int(4) + k] = .char(u) }
        return .count(text.count)
      }
    }
    t.staticMethod("static byte[] FromBase64CharArray(char[] inArray, int offset, int length)") { a, _ in
      let u = a.chars(0), i = a.int(1), n = a.int(2)
      if n < 0 { throw indexOutOfRange("length") }
      guard i >= 0, i + n <= u.count else { throw outOfRange("offset", i < 0 ? "Value must be positive." : "Offset and length must refer to a position in the string.") }
      guard let b = try? ByteText.bytes(base64: String(units: u[i..<(i + n)])) else { throw formatError(ByteText.invalidBase64.message) }
      return .bytes(b)
    }
    t.staticMethod("static byte[] FromBase64String(string s)") { a, _ in
      guard let s = a.text(0) else { throw nullArgument("s") }
      guard let b = try? ByteText.bytes(base64: s) else { throw formatError(ByteText.invalidBase64.message) }
      return .bytes(b)
    }
    func hex(_ b: [UInt8], _ digits: String) -> String {
      let d = Array(digits.utf8)
      var out: [UInt8] = []
      out.reserveCapacity(2 * b.count)
      for x in b {
        if out.count > 0, out.count & 0xFFFFF == 0, Attention.isWanted { break }
        out.append(d[Int(x >> 4)])
        out.append(d[Int(x & 15)])
      }
      return String(decoding: out, as: UTF8.self)
    }
    for (name, digits) in [("ToHexString", "0123456789ABCDEF"), ("ToHexStringLower", "0123456789abcdef")] {
      t.staticMethod("static string \(name)(byte[] inArray)") { a, _ in .str(hex(try part(a), digits)) }
      t.staticMethod("static string \(name)(byte[] inArray, int offset, int length)") { a, _ in .str(hex(try part(a), digits)) }
    }
    t.staticMethod("static byte[] FromHexString(string s)") { a, _ in
      let u = Array(a.string(0).utf8)
      if u.count % 2 != 0 { throw formatError("The input is not a valid hex string as its length is not a multiple of 2.") }
      var out: [UInt8] = []
      for i in stride(from: 0, to: u.count, by: 2) {
        guard let b = UInt8(String(decoding: u[i...(i + 1)], as: UTF8.self), radix: 16), u[i] != 43, u[i] != 45 else {
          throw formatError("The input is not a valid hex string as it contains a non-hex character.")
        }
        out.append(b)
      }
      return .bytes(out)
    }
  }

  private static func readBoolean(_ s: String) throws(NetError) -> Bool {
    guard let b = boolean(s) else { throw NetError(.format, "String '\(s)' was not recognized as a valid Boolean.") }
    return b
  }
  private static func readChar(_ s: String) throws(NetError) -> UInt16 {
    guard s.utf16.count == 1, let u = s.utf16.first else { throw NetError(.format, "String must be exactly one character long.") }
    return u
  }
  /// `ChangeType`: to the types a value itself can become, and its own.
  private static func changedType(_ v: Value, _ target: NetType, _ c: ExecutionContext, _ provider: Culture? = nil) throws -> Value {
    if v.isNull {
      if target.isValueType { throw netError("System.InvalidCastException", "Null object cannot be converted to a value type.") }
      return .null
    }
    let from = TypeTable.typeOf(v)
    if from === target || target === TypeTable.object { return v }
    let converts = from.isEnum || from.isPrimitive || from === TypeTable.decimal || from === TypeTable.datetime || from === TypeTable.string
    guard converts else { throw netError("System.InvalidCastException", "Object must implement IConvertible.") }
    if target.isPrimitive || target === TypeTable.decimal || target === TypeTable.datetime || target === TypeTable.string { return try changed(v, target, c, provider) }
    throw netError("System.InvalidCastException", "Invalid cast from '\(Conversion.typeText(from))' to '\(Conversion.typeText(target))'.")
  }
  /// `Convert.ToX`: null becomes the type's zero, text is parsed, numbers are rounded to even and checked.
  static func changed(_ v: Value, _ target: NetType, _ c: ExecutionContext, _ provider: Culture? = nil) throws -> Value {
    if v.isNull {
      if target.isValueType { return defaultValue(target) }
      return .null
    }
    let from = TypeTable.typeOf(v)
    if from === target { return v }
    if let s = v.stringValue {
      let culture = provider ?? c.culture
      return try net {
        switch target.name {
        case "Byte": .byte(try NumberParse.integer(s, culture: culture))
        case "SByte": .sbyte(try NumberParse.integer(s, culture: culture))
        case "Int16": .short(try NumberParse.integer(s, culture: culture))
        case "UInt16": .ushort(try NumberParse.integer(s, culture: culture))
        case "Int32": .int(try NumberParse.integer(s, culture: culture))
        case "UInt32": .uint(try NumberParse.integer(s, culture: culture))
        case "Int64": .long(try NumberParse.integer(s, culture: culture))
        case "UInt64": .ulong(try NumberParse.integer(s, culture: culture))
        case "Double": .double(try NumberParse.double(s, culture: culture))
        case "Single": .single(try NumberParse.single(s, culture: culture))
        case "Decimal": .decimal(try NumberParse.decimal(s, culture: culture))
        case "Boolean": .bool(try readBoolean(s))
        case "Char": .char(try readChar(s))
        case "DateTime": .datetime(try DateParse.dateTime(s, culture: culture))
        default: try Conversion.convert(v, to: target, c)
        }
      }
    }
    guard from.isEnum || from.isPrimitive || from === TypeTable.decimal || from === TypeTable.datetime || v.refValue is PSDBNull else {
      if target.name == "String" { return .str(netText(v, c)) }
      throw netError("System.InvalidCastException", "Unable to cast object of type '\(Conversion.typeText(from))' to type 'System.IConvertible'.")
    }
    if v.refValue is PSDBNull, target.name != "String" { throw netError("System.InvalidCastException", "Object cannot be cast from DBNull to other types.") }
    let textual = from === TypeTable.datetime
    if target.name == "Boolean", !textual, case .char = v.base { throw netError("System.InvalidCastException", "Invalid cast from 'Char' to 'Boolean'.") }
    if target.name == "Boolean", !textual { return .bool(Conversion.toBool(v)) }
    if case .char = v.base, ["Double", "Single", "Decimal"].contains(target.name) { throw netError("System.InvalidCastException", "Invalid cast from 'Char' to '\(target.name)'.") }
    if target.name == "Char", [TypeTable.double, TypeTable.single, TypeTable.decimal, TypeTable.bool].contains(where: { $0 === from }) {
      throw netError("System.InvalidCastException", "Invalid cast from '\(from.name)' to 'Char'.")
    }
    if target.name == "DateTime" || textual, target.name != "String" { throw netError("System.InvalidCastException", "Invalid cast from '\(from.name)' to '\(target.name)'.") }
    if target.name == "String" { return .str(netText(v, c)) }
    if case .char(let u) = v.base { return try Conversion.convert(.int(Int32(u)), to: target, c) }
    do { return try Conversion.convert(v, to: target, c) } catch {
      if ["Double", "Single", "Decimal", "Int32", "Int64", "UInt64", "Int16", "UInt16", "Byte", "SByte", "UInt32", "BigInteger"].contains(from.name) {
        throw overflow(overflowText(v, target.name))
      }
      throw netError("System.InvalidCastException", "Unable to cast object of type '\(from.fullName)' to type 'System.IConvertible'.")
    }
  }
  /// What a fraction that does not fit says: the narrow types are reached by way of Int32, the wide ones by a checked cast.
  private static func overflowText(_ v: Value, _ type: String) -> String {
    if case .double(let d) = v.base {
      if type == "Int64" || type == "UInt64" { return "Arithmetic operation resulted in an overflow." }
      if ["Byte", "SByte", "Int16", "UInt16"].contains(type), !(d > -2_147_483_648.5 && d < 2_147_483_647.5) { return "Value was either too large or too small for an Int32." }
    }
    return "Value was either too large or too small for \(overflowNames[type] ?? type)."
  }
  private static let overflowNames = [
    "Int32": "an Int32", "Int64": "an Int64", "Byte": "an unsigned byte", "SByte": "a signed byte", "Int16": "an Int16", "UInt16": "a UInt16",
    "UInt32": "a UInt32", "UInt64": "a UInt64", "Char": "a character", "Decimal": "a Decimal",
  ]

  private static func fromBase(_ text: String, _ base: Int, _ type: String) throws -> Value {
    guard [2, 8, 10, 16].contains(base) else { throw argumentError("Invalid Base.") }
    if text.isEmpty { throw outOfRange("Index was out of range. Must be non-negative and less than the size of the collection.", "Specified argument was out of the range of valid values.") }
    let bits = ["Byte": 8, "SByte": 8, "Int16": 16, "UInt16": 16, "Int32": 32, "UInt32": 32][type] ?? 64
    var digits = Substring(text)
    let negative = digits.hasPrefix("-")
    if negative {
      if base != 10 { throw argumentError("String cannot contain a minus sign if the base is not 10.") }
      digits = digits.dropFirst()
    }
    if base == 16, digits.hasPrefix("0x") || digits.hasPrefix("0X") { digits = digits.dropFirst(2) }
    guard !digits.isEmpty, digits.utf8.allSatisfy({ UInt8(Character(Unicode.Scalar($0)).hexDigitValue ?? 99) < base }) else {
      throw formatError(
        digits.utf8.first.map { UInt8(Character(Unicode.Scalar($0)).hexDigitValue ?? 99) < base } == true
          ? "Additional non-parsable characters are at the end of the string." : "Could not find any recognizable digits.")
    }
    let big = overflow("Value was either too large or too small for \(overflowNames[type] ?? type).")
    if negative, type == "Byte" || type.hasPrefix("U") { throw overflow("The string was being parsed as an unsigned number and could not have a negative sign.") }
    guard let n = UInt64(digits, radix: base), bits == 64 || n >> UInt64(bits) == 0 else {
      throw bits == 32 || bits == 64
        ? overflow("Value was either too large or too small for \(base == 10 ? (overflowNames[type] ?? type) : bits == 32 ? "a UInt32" : "a UInt64").") : big
    }
    let s = negative ? 0 &- Int64(bitPattern: n) : Int64(bitPattern: n)
    switch type {
    case "Byte": return .byte(UInt8(truncatingIfNeeded: s))
    case "SByte": return .sbyte(Int8(truncatingIfNeeded: s))
    case "Int16": return .short(Int16(truncatingIfNeeded: s))
    case "UInt16": return .ushort(UInt16(truncatingIfNeeded: s))
    case "Int32": return .int(Int32(truncatingIfNeeded: s))
    case "UInt32": return .uint(UInt32(truncatingIfNeeded: s))
    case "UInt64": return .ulong(UInt64(bitPattern: s))
    default: return .long(s)
    }
  }

  static func defineBitConverter(_ t: NetType) {
    t.staticProperty("bool IsLittleEndian {get;}") { _ in .yes }
    func raw<T: FixedWidthInteger>(_ n: T) -> Value { .bytes((0..<(T.bitWidth / 8)).map { UInt8(truncatingIfNeeded: n >> T($0 * 8)) }) }
    t.staticMethod("static byte[] GetBytes(bool value)") { a, _ in .bytes([a.bool(0) ? 1 : 0]) }
    t.staticMethod("static byte[] GetBytes(char value)") { a, _ in raw(a.char(0)) }
    t.staticMethod("static byte[] GetBytes(int value)") { a, _ in raw(Int32(truncatingIfNeeded: a.int(0))) }
    t.staticMethod("static byte[] GetBytes(long value)") { a, _ in raw(Int64(a.int(0))) }
    t.staticMethod("static byte[] GetBytes(short value)") { a, _ in raw(Int16(truncatingIfNeeded: a.int(0))) }
    t.staticMethod("static byte[] GetBytes(ushort value)") { a, _ in raw(UInt16(truncatingIfNeeded: a.int(0))) }
    t.staticMethod("static byte[] GetBytes(uint value)") { a, _ in raw(UInt32(truncatingIfNeeded: a.int(0))) }
    t.staticMethod("static byte[] GetBytes(ulong value)") { a, _ in raw(UInt64(truncatingIfNeeded: a.int(0))) }
    t.staticMethod("static byte[] GetBytes(double value)") { a, _ in raw(a.double(0).bitPattern) }
    t.staticMethod("static byte[] GetBytes(float value)") { a, _ in raw(Float(a.double(0)).bitPattern) }
    t.staticMethod("static byte[] GetBytes(System.Half value)") { a, _ in raw((a.at(0).refValue as? PSHalf)?.bits ?? 0) }
    t.staticMethod("static byte[] GetBytes(System.Int128 value)") { a, _ in raw((a.at(0).refValue as? PSInt128)?.value ?? 0) }
    t.staticMethod("static byte[] GetBytes(System.UInt128 value)") { a, _ in raw((a.at(0).refValue as? PSUInt128)?.value ?? 0) }
    t.staticMethod("static short HalfToInt16Bits(System.Half value)") { a, _ in .short(Int16(bitPattern: (a.at(0).refValue as? PSHalf)?.bits ?? 0)) }
    t.staticMethod("static ushort HalfToUInt16Bits(System.Half value)") { a, _ in .ushort((a.at(0).refValue as? PSHalf)?.bits ?? 0) }
    for p in ["Int16BitsToHalf(short value)", "UInt16BitsToHalf(ushort value)"] { t.staticMethod("static System.Half \(p)") { a, _ in .other(PSHalf(bits: UInt16(truncatingIfNeeded: a.int(0)))) } }
    func section(_ a: [Value]) throws -> [UInt8] {
      guard let whole = a.array(0) else { throw nullArgument("value") }
      let i = a.int(1), n = a.count > 2 ? a.int(2) : whole.count - i
      guard i >= 0, i < whole.count || i == 0 else { throw outOfRange("startIndex", "StartIndex cannot be less than zero.") }
      if n < 0 { throw outOfRange("length", "Value must be positive.") }
      guard i + n <= whole.count else { throw argumentError("Destination array is not long enough to copy all the items in the collection. Check array index and length.") }
      return Array(a.bytes(0)[i..<(i + n)])
    }
    for parameters in ["byte[] value", "byte[] value, int startIndex", "byte[] value, int startIndex, int length"] {
      t.staticMethod("static string ToString(\(parameters))") { a, _ in .str(dashed(try section(a))) }
    }
    func read(_ a: [Value], _ n: Int) throws -> UInt64 {
      if a.at(0).isNull { throw nullArgument("value") }
      let b = a.bytes(0), i = a.int(1)
      guard i >= 0, i < b.count else { throw indexOutOfRange("startIndex") }
      guard i + n <= b.count else {
        throw argumentError("The array starting from the specified index is not long enough to read a value of the specified type.", param: "value")
      }
      return (0..<Swift.min(n, 8)).reduce(0) { $0 | UInt64(b[i + $1]) << UInt64($1 * 8) }
    }
    t.staticMethod("static short ToInt16(byte[] value, int startIndex)") { a, _ in .short(Int16(truncatingIfNeeded: try read(a, 2))) }
    t.staticMethod("static int ToInt32(byte[] value, int startIndex)") { a, _ in .int(Int32(truncatingIfNeeded: try read(a, 4))) }
    t.staticMethod("static long ToInt64(byte[] value, int startIndex)") { a, _ in .long(Int64(bitPattern: try read(a, 8))) }
    t.staticMethod("static ushort ToUInt16(byte[] value, int startIndex)") { a, _ in .ushort(UInt16(truncatingIfNeeded: try read(a, 2))) }
    t.staticMethod("static uint ToUInt32(byte[] value, int startIndex)") { a, _ in .uint(UInt32(truncatingIfNeeded: try read(a, 4))) }
    t.staticMethod("static ulong ToUInt64(byte[] value, int startIndex)") { a, _ in .ulong(try read(a, 8)) }
    t.staticMethod("static double ToDouble(byte[] value, int startIndex)") { a, _ in .double(Double(bitPattern: try read(a, 8))) }
    t.staticMethod("static float ToSingle(byte[] value, int startIndex)") { a, _ in .single(Float(bitPattern: UInt32(truncatingIfNeeded: try read(a, 4)))) }
    t.staticMethod("static System.Half ToHalf(byte[] value, int startIndex)") { a, _ in .other(PSHalf(bits: UInt16(truncatingIfNeeded: try read(a, 2)))) }
    func read128(_ a: [Value]) throws -> UInt128 {
      _ = try read(a, 16)
      return UInt128(try read(a, 8)) | UInt128(try read([a.at(0), .count(a.int(1) + 8)], 8)) << 64
    }
    t.staticMethod("static System.Int128 ToInt128(byte[] value, int startIndex)") { a, _ in .other(PSInt128(Int128(bitPattern: try read128(a)))) }
    t.staticMethod("static System.UInt128 ToUInt128(byte[] value, int startIndex)") { a, _ in .other(PSUInt128(try read128(a))) }
    t.staticMethod("static ulong DoubleToUInt64Bits(double value)") { a, _ in .ulong(a.double(0).bitPattern) }
    t.staticMethod("static double UInt64BitsToDouble(ulong value)") { a, _ in .double(Double(bitPattern: UInt64(truncatingIfNeeded: a.int(0)))) }
    t.staticMethod("static int SingleToInt32Bits(float value)") { a, _ in .int(Int32(bitPattern: Float(a.double(0)).bitPattern)) }
    t.staticMethod("static uint SingleToUInt32Bits(float value)") { a, _ in .uint(Float(a.double(0)).bitPattern) }
    for p in ["Int32BitsToSingle(int value)", "UInt32BitsToSingle(uint value)"] { t.staticMethod("static float \(p)") { a, _ in .single(Float(bitPattern: UInt32(truncatingIfNeeded: a.int(0)))) } }
    t.staticMethod("static bool ToBoolean(byte[] value, int startIndex)") { a, _ in .bool(try read(a, 1) != 0) }
    t.staticMethod("static char ToChar(byte[] value, int startIndex)") { a, _ in .char(UInt16(truncatingIfNeeded: try read(a, 2))) }
    t.staticMethod("static long DoubleToInt64Bits(double value)") { a, _ in .long(Int64(bitPattern: a.double(0).bitPattern)) }
    t.staticMethod("static double Int64BitsToDouble(long value)") { a, _ in .double(Double(bitPattern: UInt64(bitPattern: Int64(a.int(0))))) }
  }
  private static func dashed(_ b: [UInt8]) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(3 * b.count)
    for (i, x) in b.enumerated() {
      if i & 0xFFFFF == 0xFFFFF, Attention.isWanted { break }
      if i > 0 { out.append(45) }
      out.append(Escaping.hexDigits[Int(x >> 4)])
      out.append(Escaping.hexDigits[Int(x & 15)])
    }
    return String(decoding: out, as: UTF8.self)
  }
}

/// `[DBNull]::Value`.
public final class PSDBNull: Ref {
  nonisolated(unsafe) public static let value = PSDBNull()
  public override var netType: NetType { TypeTable.named("System.DBNull") }
  public override func text() -> String { "" }
}
