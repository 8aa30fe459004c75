/// `[string]::…` and `[string]::new(…)`.
import Engine
import Primitives

extension NetTypes {
  static func defineStringStatics(_ t: NetType) {
    t.staticProperty("string Empty {get;}") { _ in .str("") }
    t.constructor("string new(char[] value)") { a, _ in .str(try whole(String(attentiveUnits: a.chars(0)))) }
    t.constructor("string new(char[] value, int startIndex, int length)") { a, _ in
      let u = a.chars(0), i = a.int(1), n = a.int(2)
      guard i >= 0, n >= 0, i + n <= u.count else { throw positionOutOfRange("startIndex") }
      return .str(String(units: u[i..<(i + n)]))
    }
    t.constructor("string new(char c, int count)") { a, _ in
      let n = a.int(1)
      if n < 0 { throw mustBeNonNegative("count", n) }
      return .str(try repeated(String(units: [a.char(0)]), n))
    }
    t.staticMethod("static bool IsNullOrEmpty(string value)") { a, _ in .bool(a.string(0).isEmpty) }
    t.staticMethod("static bool IsNullOrWhiteSpace(string value)") { a, _ in .bool(a.string(0).utf16.allSatisfy(isWhite)) }
    t.staticMethod("static string Copy(string str)") { a, _ in .str(a.string(0)) }
    t.staticMethod("static string Intern(string str)") { a, _ in a.at(0) }
    t.staticMethod("static string IsInterned(string str)") { a, _ in a.at(0) }
    defineStringComparisons(t)
    defineJoinAndConcat(t)
    t.staticMethod("static string Format(string format, System.Object arg0)") { a, c in .str(try format(a.text(0), [a.at(1)], c)) }
    t.staticMethod("static string Format(string format, System.Object arg0, System.Object arg1)") { a, c in .str(try format(a.text(0), [a.at(1), a.at(2)], c)) }
    t.staticMethod("static string Format(string format, System.Object arg0, System.Object arg1, System.Object arg2)") { a, c in .str(try format(a.text(0), [a.at(1), a.at(2), a.at(3)], c)) }
    t.staticMethod("static string Format(string format, Params System.Object[] args)") { a, c in .str(try format(a.text(0), a.rest(1, notNull: "args"), c)) }
    t.staticMethod("static string Format(System.IFormatProvider provider, string format, System.Object arg0)") { a, c in .str(try format(a.text(1), [a.at(2)], c, a.at(0))) }
    t.staticMethod("static string Format(System.IFormatProvider provider, string format, System.Object arg0, System.Object arg1)") { a, c in
      .str(try format(a.text(1), [a.at(2), a.at(3)], c, a.at(0)))
    }
    t.staticMethod("static string Format(System.IFormatProvider provider, string format, System.Object arg0, System.Object arg1, System.Object arg2)") { a, c in
      .str(try format(a.text(1), [a.at(2), a.at(3), a.at(4)], c, a.at(0)))
    }
    t.staticMethod("static string Format(System.IFormatProvider provider, string format, Params System.Object[] args)") { a, c in .str(try format(a.text(1), a.rest(2, notNull: "args"), c, a.at(0))) }
  }

  /// Composite formatting in the culture of a format provider, else the session's.
  static func format(_ text: String?, _ arguments: [Value], _ context: ExecutionContext, _ provider: Value = .null) throws -> String {
    guard let text else { throw nullArgument("format") }
    let saved = context.culture
    if let c = culture(of: provider) { context.culture = c }
    defer { context.culture = saved }
    do { return try Operators.format(text, arguments, context) } catch let e as TerminatingError {
      // `-f` reports FormatError around the .NET exception; the method throws that exception itself
      if let inner = e.record.exception.inner { throw TerminatingError(ErrorRecord(inner, id: inner.type.name, .notSpecified)) }
      if e.record.exception.type.name == "RuntimeException" { throw formatError(e.record.exception.message) }
      throw e
    }
  }

  private static func defineStringComparisons(_ t: NetType) {
    func order(_ a: String?, _ b: String?, _ c: Comparison) -> Value {
      guard let a else { return .int(b == nil ? 0 : -1) }
      guard let b else { return .int(1) }
      return .count(c.compare(a, b))
    }
    func piece(_ s: String?, _ at: Int, _ length: Int) throws -> String? {
      guard let s else { return nil }
      if length < 0 { throw mustBeNonNegative("length", length) }
      if at < 0 || at > s.netLength { throw positionOutOfRange("indexA") }
      return s.units(at, min(length, s.netLength - at))
    }
    t.staticMethod("static int Compare(string strA, string strB)") { a, _ in order(a.text(0), a.text(1), .current) }
    t.staticMethod("static int Compare(string strA, string strB, bool ignoreCase)") { a, _ in order(a.text(0), a.text(1), Comparison(raw: a.bool(2) ? 1 : 0)) }
    t.staticMethod("static int Compare(string strA, string strB, System.StringComparison comparisonType)") { a, _ in order(a.text(0), a.text(1), Comparison(raw: a.flags(2))) }
    t.staticMethod("static int Compare(string strA, string strB, cultureinfo culture, System.Globalization.CompareOptions options)") { a, _ in
      order(a.text(0), a.text(1), Comparison(options: a.flags(3), culture: culture(of: a.at(2))))
    }
    t.staticMethod("static int Compare(string strA, string strB, bool ignoreCase, cultureinfo culture)") { a, _ in
      order(a.text(0), a.text(1), Comparison(options: a.bool(2) ? 1 : 0, culture: culture(of: a.at(3))))
    }
    t.staticMethod("static int Compare(string strA, int indexA, string strB, int indexB, int length)") { a, _ in
      order(try piece(a.text(0), a.int(1), a.int(4)), try piece(a.text(2), a.int(3), a.int(4)), .current)
    }
    t.staticMethod("static int Compare(string strA, int indexA, string strB, int indexB, int length, bool ignoreCase)") { a, _ in
      order(try piece(a.text(0), a.int(1), a.int(4)), try piece(a.text(2), a.int(3), a.int(4)), Comparison(raw: a.bool(5) ? 1 : 0))
    }
    t.staticMethod("static int Compare(string strA, int indexA, string strB, int indexB, int length, System.StringComparison comparisonType)") { a, _ in
      order(try piece(a.text(0), a.int(1), a.int(4)), try piece(a.text(2), a.int(3), a.int(4)), Comparison(raw: a.flags(5)))
    }
    t.staticMethod("static int Compare(string strA, int indexA, string strB, int indexB, int length, bool ignoreCase, cultureinfo culture)") { a, _ in
      order(try piece(a.text(0), a.int(1), a.int(4)), try piece(a.text(2), a.int(3), a.int(4)), Comparison(options: a.bool(5) ? 1 : 0, culture: culture(of: a.at(6))))
    }
    t.staticMethod("static int CompareOrdinal(string strA, string strB)") { a, _ in order(a.text(0), a.text(1), Comparison(raw: 4)) }
    t.staticMethod("static int CompareOrdinal(string strA, int indexA, string strB, int indexB, int length)") { a, _ in
      order(try piece(a.text(0), a.int(1), a.int(4)), try piece(a.text(2), a.int(3), a.int(4)), Comparison(raw: 4))
    }
    t.staticMethod("static bool Equals(string a, string b)") { a, _ in .bool(a.text(0) == nil || a.text(1) == nil ? a.text(0) == a.text(1) : Comparison(raw: 4).equal(a.string(0), a.string(1))) }
    t.staticMethod("static bool Equals(string a, string b, System.StringComparison comparisonType)") { a, _ in
      .bool(a.text(0) == nil || a.text(1) == nil ? a.text(0) == a.text(1) : Comparison(raw: a.flags(2)).equal(a.string(0), a.string(1)))
    }
  }

  private static func defineJoinAndConcat(_ t: NetType) {
    func join(_ separator: String, _ parts: [Value], _ c: ExecutionContext) -> Value {
      .str(Conversion.joined(parts, separator) { $0.isNull ? "" : netText($0, c) })
    }
    func ranged(_ a: [Value], _ c: ExecutionContext) throws -> Value {
      let all = a.values(1), i = a.int(2), n = a.int(3)
      if i < 0 { throw mustBeNonNegative("startIndex", i) }
      if n < 0 { throw mustBeNonNegative("count", n) }
      guard i + n <= all.count else { throw mustNotExceed("startIndex", i, all.count - n) }
      return join(a.string(0), Array(all[i..<(i + n)]), c)
    }
    t.staticMethod("static string Join(char separator, Params string[] value)") { a, c in join(a.string(0), try a.rest(1, notNull: "value"), c) }
    t.staticMethod("static string Join(string separator, Params string[] value)") { a, c in join(a.string(0), try a.rest(1, notNull: "value"), c) }
    t.staticMethod("static string Join(char separator, string[] value, int startIndex, int count)") { a, c in try ranged(a, c) }
    t.staticMethod("static string Join(string separator, string[] value, int startIndex, int count)") { a, c in try ranged(a, c) }
    t.staticMethod("static string Join(string separator, System.Collections.Generic.IEnumerable[string] values)") { a, c in
      if a.at(1).isNull { throw nullArgument("values") }
      return join(a.string(0), a.values(1), c)
    }
    t.staticMethod("static string Join(char separator, Params System.Object[] values)") { a, c in join(a.string(0), try a.rest(1, notNull: "values"), c) }
    t.staticMethod("static string Join(string separator, Params System.Object[] values)") { a, c in join(a.string(0), try a.rest(1, notNull: "values"), c) }
    for separator in ["char", "string"] {
      t.staticMethod("static string Join[T](\(separator) separator, System.Collections.Generic.IEnumerable[T] values)") { a, c in join(a.string(0), a.values(1), c) }
    }
    for n in 1...3 {
      let ps = (0..<n).map { "System.Object arg\($0)" }.joined(separator: ", ")
      t.staticMethod("static string Concat(\(ps))") { a, c in join("", a.map { $0 }, c) }
    }
    t.staticMethod("static string Concat(Params System.Object[] args)") { a, c in
      join("", try a.rest(0, notNull: "args"), c)
    }
    t.staticMethod("static string Concat[T](System.Collections.Generic.IEnumerable[T] values)") { a, c in join("", a.values(0), c) }
    t.staticMethod("static string Concat(System.Collections.Generic.IEnumerable[string] values)") { a, c in join("", a.values(0), c) }
    for n in 2...4 {
      let ps = (0..<n).map { "string str\($0)" }.joined(separator: ", ")
      t.staticMethod("static string Concat(\(ps))") { a, c in join("", a.map { $0 }, c) }
    }
    t.staticMethod("static string Concat(Params string[] values)") { a, c in join("", try a.rest(0, notNull: "values"), c) }
  }
}
