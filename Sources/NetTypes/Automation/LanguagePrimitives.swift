/// `LanguagePrimitives`: PowerShell's conversions and comparisons, as programs call them.
import Engine
import Primitives

extension NetTypes {
  static func defineLanguagePrimitives(_ t: NetType) {
    func type(_ v: Value) throws -> NetType {
      guard case .type(let t) = v.base else { throw nullArgument("resultType") }
      return t
    }
    // outside of the language a failed cast is the cast's own exception
    func converted(_ a: [Value], _ c: ExecutionContext) throws -> Value {
      do {
        let t = try type(a.at(1))
        if t.isByRefLike { throw Conversion.finalError(a.at(0), to: t) }
        return try Conversion.convert(a.at(0), to: t, c)
      } catch let e as TerminatingError {
        guard let cast = e.record.exception.inner, cast.type.name == "PSInvalidCastException" else { throw e }
        throw TerminatingError(ErrorRecord(cast, id: cast.lastErrorId ?? cast.type.name, e.record.category))
      }
    }
    t.staticMethod("static System.Object ConvertTo(System.Object valueToConvert, type resultType)") { a, c in try converted(a, c) }
    t.staticMethod("static System.Object ConvertTo(System.Object valueToConvert, type resultType, System.IFormatProvider formatProvider)") { a, c in try converted(a, c) }
    t.staticMethod("static bool TryConvertTo(System.Object valueToConvert, type resultType, [ref] System.Object result)") { a, c in
      guard let r = Conversion.tryConvert(a.at(0), to: try type(a.at(1)), c) else {
        try a.setReference(2, .null, c)
        return .no
      }
      try a.setReference(2, r, c)
      return .yes
    }
    t.staticMethod("static bool IsTrue(System.Object obj)") { a, _ in .bool(Conversion.toBool(a.at(0))) }
    t.staticMethod("static bool IsObjectEnumerable(System.Object obj)") { a, _ in .bool(Conversion.enumerable(a.at(0)) != nil) }
    t.staticMethod("static System.Collections.IEnumerable GetEnumerable(System.Object obj)") { a, _ in Conversion.enumerable(a.at(0)).map { .array($0) } ?? .null }
    t.staticMethod("static int Compare(System.Object first, System.Object second)") { a, _ in .count(try Conversion.compare(a.at(0), a.at(1), ignoreCase: false)) }
    t.staticMethod("static int Compare(System.Object first, System.Object second, bool ignoreCase)") { a, _ in .count(try Conversion.compare(a.at(0), a.at(1), ignoreCase: a.bool(2))) }
    /// Texts by the rules of the culture that is given, the others as the language compares them.
    func compare(_ a: [Value], ignoreCase: Bool, provider: Value = .null) throws -> Int {
      if let x = a.at(0).stringValue, let culture = culture(of: provider) {
        return Comparison(options: ignoreCase ? 1 : 0, culture: culture).compare(x, a.at(1).isNull ? "" : Conversion.toString(a.at(1)))
      }
      return try Conversion.compare(a.at(0), a.at(1), ignoreCase: ignoreCase)
    }
    t.staticMethod("static int Compare(System.Object first, System.Object second, bool ignoreCase, System.IFormatProvider formatProvider)") { a, _ in
      .count(try compare(a, ignoreCase: a.bool(2), provider: a.at(3)))
    }
    func tryCompare(_ a: [Value], ignoreCase: Bool, provider: Value = .null, at result: Int, _ c: ExecutionContext) throws -> Value {
      guard let order = try? compare(a, ignoreCase: ignoreCase, provider: provider) else {
        try a.setReference(result, .int(0), c)
        return .no
      }
      try a.setReference(result, .count(order.signum()), c)
      return .yes
    }
    t.staticMethod("static bool TryCompare(System.Object first, System.Object second, [ref] int result)") { a, c in try tryCompare(a, ignoreCase: false, at: 2, c) }
    t.staticMethod("static bool TryCompare(System.Object first, System.Object second, bool ignoreCase, [ref] int result)") { a, c in try tryCompare(a, ignoreCase: a.bool(2), at: 3, c) }
    t.staticMethod(
      "static bool TryCompare(System.Object first, System.Object second, bool ignoreCase, System.IFormatProvider formatProvider, [ref] int result)"
    ) { a, c in try tryCompare(a, ignoreCase: a.bool(2), provider: a.at(3), at: 4, c) }
    t.staticMethod("static bool Equals(System.Object first, System.Object second)") { a, _ in .bool(Conversion.equals(a.at(0), a.at(1), ignoreCase: false)) }
    t.staticMethod("static bool Equals(System.Object first, System.Object second, bool ignoreCase)") { a, _ in .bool(Conversion.equals(a.at(0), a.at(1), ignoreCase: a.bool(2))) }
    t.staticMethod("static string ConvertTypeNameToPSTypeName(string typeName)") { a, _ in .str("[" + a.string(0) + "]") }
  }
}
