/// `System.String`: searching, comparing, cutting.
import Engine
import Primitives

extension NetTypes {
  static func installString() {
    TypeTable.extend("System.String") { t in
      defineStringBasics(t)
      defineStringSearch(t)
      defineStringChange(t)
      defineStringStatics(t)
    }
    TypeTable.extend("System.Char", defineChar)
    installStringBuilder()
  }

  private static func text(_ v: Value) -> String { if case .string(let s) = v { s.string } else { v.stringValue ?? Conversion.toString(v) } }

  private static func defineStringBasics(_ t: NetType) {
    t.property("int Length {get;}") { v, _ in .count(text(v).netLength) }
    t.method("System.Object Clone()") { v, _, _ in v }
    t.method("int CompareTo(System.Object value)") { v, a, _ in
      if a.at(0).isNull { return .int(1) }
      guard let other = a.at(0).stringValue else { throw argumentError("Object must be of type String.") }
      return .count(Comparison.current.compare(text(v), other))
    }
    t.method("int CompareTo(string strB)") { v, a, _ in
      guard let other = a.text(0) else { return .int(1) }
      return .count(Comparison.current.compare(text(v), other))
    }
    t.method("bool Equals(System.Object obj)") { v, a, _ in .bool(a.at(0).stringValue.map { netEquals(v, .str($0)) } ?? false) }
    t.method("bool Equals(string value)") { v, a, _ in .bool(a.text(0).map { Comparison(raw: 4).equal(text(v), $0) } ?? false) }
    t.method("bool Equals(string value, System.StringComparison comparisonType)") { v, a, _ in
      .bool(a.text(0).map { Comparison(raw: a.flags(1)).equal(text(v), $0) } ?? false)
    }
    t.method("System.CharEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator("System.CharEnumerator", text(v).utf16.attentive.map { .char($0) })) }
    t.method("int GetHashCode()") { v, _, _ in .int(netHash(v)) }
    t.method("int GetHashCode(System.StringComparison comparisonType)") { v, a, _ in .int(netHash(.str(Comparison(raw: a.flags(0)).fold(text(v))))) }
    t.method("System.TypeCode GetTypeCode()") { _, _, _ in .member("System.TypeCode", 18) }
    t.method("string ToString()") { v, _, _ in v.base }
    t.method("string ToString(System.IFormatProvider provider)") { v, _, _ in v.base }
    t.method("char Chars(int index)") { v, a, _ in
      let s = text(v), i = a.int(0)
      guard i >= 0, i < s.netLength else { throw outsideArray() }
      return .char(s.utf16[s.utf16.index(s.utf16.startIndex, offsetBy: i)])
    }
    t.method("char get_Chars(int index)") { v, a, _ in
      let s = text(v), i = a.int(0)
      guard i >= 0, i < s.netLength else { throw outsideArray() }
      return .char(s.utf16[s.utf16.index(s.utf16.startIndex, offsetBy: i)])
    }
    t.hide("get_Chars")
    t.method("char[] ToCharArray()") { v, _, _ in .chars(text(v).utf16) }
    t.method("char[] ToCharArray(int startIndex, int length)") { v, a, _ in
      let s = text(v), start = a.int(0), n = a.int(1)
      if n < 0 { throw mustBeNonNegative("length", n) }
      guard start >= 0, start <= s.netLength else { throw mustNotExceed("startIndex", Int(UInt32(truncatingIfNeeded: start)), s.netLength) }
      guard start + n <= s.netLength else { throw mustNotExceed("startIndex", start, s.netLength - n) }
      return .chars(s.units(start, n).utf16)
    }
    func copyInto(_ v: Value, _ a: [Value]) -> Bool {
      let u = Array(text(v).utf16)
      guard let span = a.array(0), span.count >= u.count else { return false }
      for (i, x) in u.enumerated() { span[i] = .char(x) }
      return true
    }
    t.method("bool TryCopyTo(System.Span[char] destination)") { v, a, _ in .bool(copyInto(v, a)) }
    // a reference into the text is none a script can hold
    t.method("System.Char&, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e GetPinnableReference()") { v, _, _ in
      let units = Conversion.toString(v.base).utf16
      return .char(units.first ?? 0)
    }
    t.method("System.Text.StringRuneEnumerator EnumerateRunes()") { v, _, _ in
      .other(Enumerator("System.Text.StringRuneEnumerator", text(v).unicodeScalars.map { .other(PSRune($0)) }))
    }
    t.method("void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)") { v, a, _ in
      guard let to = a.array(1) else { throw nullArgument("destination") }
      let u = Array(text(v).utf16), from = a.int(0), at = a.int(2), n = a.int(3)
      guard n >= 0, from >= 0, at >= 0, from + n <= u.count, at + n <= to.count else { throw outOfRange("count", "Index and count must refer to a location within the string.") }
      for i in 0..<n { to[at + i] = .char(u[from + i]) }
      return .void
    }
    t.method("void CopyTo(System.Span[char] destination)") { v, a, _ in
      guard copyInto(v, a) else { throw argumentError("Destination is too short.", param: "destination") }
      return .void
    }
  }

  private static func defineStringSearch(_ t: NetType) {
    t.method("bool Contains(string value)") { v, a, _ in
      guard let s = a.text(0) else { throw nullArgument("value") }
      return .bool(text(v).position(of: s) >= 0)
    }
    t.method("bool Contains(string value, System.StringComparison comparisonType)") { v, a, _ in
      guard let s = a.text(0) else { throw nullArgument("value") }
      let c = Comparison(raw: a.flags(1))
      return .bool(c.fold(text(v)).position(of: c.fold(s)) >= 0)
    }
    t.method("bool Contains(char value)") { v, a, _ in .bool(text(v).utf16.attentive.contains(a.char(0))) }
    t.method("bool Contains(char value, System.StringComparison comparisonType)") { v, a, _ in
      let c = Comparison(raw: a.flags(1))
      return .bool(c.fold(text(v)).position(of: c.fold(String(units: [a.char(0)]))) >= 0)
    }
    func affix(_ name: String, _ test: @escaping (String, String, Comparison) -> Bool) {
      t.method("bool \(name)(string value)") { v, a, _ in
        guard let s = a.text(0) else { throw nullArgument("value") }
        return .bool(test(text(v), s, .current))
      }
      t.method("bool \(name)(string value, System.StringComparison comparisonType)") { v, a, _ in
        guard let s = a.text(0) else { throw nullArgument("value") }
        return .bool(test(text(v), s, Comparison(raw: a.flags(1))))
      }
      t.method("bool \(name)(string value, bool ignoreCase, cultureinfo culture)") { v, a, _ in
        guard let s = a.text(0) else { throw nullArgument("value") }
        return .bool(test(text(v), s, Comparison(raw: a.bool(1) ? 1 : 0)))
      }
      t.method("bool \(name)(char value)") { v, a, _ in .bool(test(text(v), String(units: [a.char(0)]), Comparison(raw: 4))) }
    }
    affix("StartsWith") { s, p, c in
      let u = c.fold(s), q = c.fold(p)
      return u.utf8.starts(with: q.utf8)
    }
    affix("EndsWith") { s, p, c in
      let u = Array(c.fold(s).utf8), q = Array(c.fold(p).utf8)
      return u.count >= q.count && u.suffix(q.count).elementsEqual(q)
    }
    // IndexOf: start and count are checked as .NET checks them, the comparison folds both sides.
    func indexOf(_ v: Value, _ needle: String?, _ start: Int, _ count: Int?, _ c: Comparison) throws -> Value {
      guard let needle else { throw nullArgument("value") }
      let s = text(v), n = s.netLength
      guard start >= 0, start <= n else { throw positionOutOfRange("startIndex") }
      let length = count ?? n - start
      guard length >= 0, start + length <= n else { throw outOfRange("count", "Count must be positive and count must refer to a location within the string/array/collection.") }
      return .count(c.fold(s).position(of: c.fold(needle), from: start, to: start + length))
    }
    let ordinal = Comparison(raw: 4)
    t.method("int IndexOf(char value)") { v, a, _ in try indexOf(v, String(units: [a.char(0)]), 0, nil, ordinal) }
    t.method("int IndexOf(char value, int startIndex)") { v, a, _ in try indexOf(v, String(units: [a.char(0)]), a.int(1), nil, ordinal) }
    t.method("int IndexOf(char value, System.StringComparison comparisonType)") { v, a, _ in try indexOf(v, String(units: [a.char(0)]), 0, nil, Comparison(raw: a.flags(1))) }
    t.method("int IndexOf(char value, int startIndex, int count)") { v, a, _ in try indexOf(v, String(units: [a.char(0)]), a.int(1), a.int(2), ordinal) }
    t.method("int IndexOf(string value)") { v, a, _ in try indexOf(v, a.text(0), 0, nil, .current) }
    t.method("int IndexOf(string value, int startIndex)") { v, a, _ in try indexOf(v, a.text(0), a.int(1), nil, .current) }
    t.method("int IndexOf(string value, int startIndex, int count)") { v, a, _ in try indexOf(v, a.text(0), a.int(1), a.int(2), .current) }
    t.method("int IndexOf(string value, System.StringComparison comparisonType)") { v, a, _ in try indexOf(v, a.text(0), 0, nil, Comparison(raw: a.flags(1))) }
    t.method("int IndexOf(string value, int startIndex, System.StringComparison comparisonType)") { v, a, _ in try indexOf(v, a.text(0), a.int(1), nil, Comparison(raw: a.flags(2))) }
    t.method("int IndexOf(string value, int startIndex, int count, System.StringComparison comparisonType)") { v, a, _ in try indexOf(v, a.text(0), a.int(1), a.int(2), Comparison(raw: a.flags(3))) }

    // LastIndexOf: `startIndex` is where the search, running backwards, begins.
    func lastIndexOf(_ v: Value, _ needle: String?, _ start: Int?, _ count: Int?, _ c: Comparison) throws -> Value {
      guard let needle else { throw nullArgument("value") }
      let s = text(v), n = s.netLength
      if n == 0, start == nil || start == -1 || start == 0 { return .int(needle.isEmpty ? 0 : -1) }
      var from = start ?? n - 1
      guard from >= 0, from <= n else { throw indexOutOfRange("startIndex") }
      if from == n { from -= 1 }
      let length = count ?? from + 1
      guard length >= 0, from - length + 1 >= 0 else { throw outOfRange("count", "Count must be positive and count must refer to a location within the string/array/collection.") }
      if needle.isEmpty { return .count(start.map { min($0 + 1, n) } ?? n) }
      return .count(c.fold(s).lastPosition(of: c.fold(needle), from: from - length + 1, to: from + 1))
    }
    t.method("int LastIndexOf(char value)") { v, a, _ in try lastIndexOf(v, String(units: [a.char(0)]), nil, nil, ordinal) }
    func lastIndexOfChar(_ v: Value, _ a: [Value]) throws -> Value {
      let n = text(v).netLength, from = a.int(1)
      if n == 0 { return .int(-1) }
      guard from >= 0, from < n else { throw indexOutOfRange("startIndex") }
      return try lastIndexOf(v, String(units: [a.char(0)]), from, a.count > 2 ? a.int(2) : nil, ordinal)
    }
    t.method("int LastIndexOf(char value, int startIndex)") { v, a, _ in try lastIndexOfChar(v, a) }
    t.method("int LastIndexOf(char value, int startIndex, int count)") { v, a, _ in try lastIndexOfChar(v, a) }
    t.method("int LastIndexOf(string value)") { v, a, _ in try lastIndexOf(v, a.text(0), nil, nil, .current) }
    t.method("int LastIndexOf(string value, int startIndex)") { v, a, _ in try lastIndexOf(v, a.text(0), a.int(1), nil, .current) }
    t.method("int LastIndexOf(string value, int startIndex, int count)") { v, a, _ in try lastIndexOf(v, a.text(0), a.int(1), a.int(2), .current) }
    t.method("int LastIndexOf(string value, System.StringComparison comparisonType)") { v, a, _ in try lastIndexOf(v, a.text(0), nil, nil, Comparison(raw: a.flags(1))) }
    t.method("int LastIndexOf(string value, int startIndex, System.StringComparison comparisonType)") { v, a, _ in try lastIndexOf(v, a.text(0), a.int(1), nil, Comparison(raw: a.flags(2))) }
    t.method("int LastIndexOf(string value, int startIndex, int count, System.StringComparison comparisonType)") { v, a, _ in
      try lastIndexOf(v, a.text(0), a.int(1), a.int(2), Comparison(raw: a.flags(3)))
    }

    func indexOfAny(_ v: Value, _ a: [Value], last: Bool) throws -> Value {
      if a.at(0).isNull { throw nullArgument("anyOf") }
      let set = a.chars(0), u = Array(attentiveUnits: text(v))
      if last {
        var i = a.count > 1 ? a.int(1) : u.count - 1
        let stop = a.count > 2 ? i - a.int(2) + 1 : 0
        guard u.isEmpty || i < u.count && i >= -1 && stop >= 0 else {
          throw indexOutOfRange("startIndex")
        }
        while i >= stop, i < u.count, i >= 0 { if set.contains(u[i]) { return .count(i) }; i -= 1; if i & 0xFFFF == 0, Attention.isWanted { break } }
        return .int(-1)
      }
      var i = a.int(1)
      guard i >= 0, i <= u.count else { throw positionOutOfRange("startIndex") }
      let stop = a.count > 2 ? i + a.int(2) : u.count
      guard stop >= i, stop <= u.count else { throw outOfRange("count", "Count must be positive and count must refer to a location within the string/array/collection.") }
      while i < stop, i < u.count { if set.contains(u[i]) { return .count(i) }; i += 1; if i & 0xFFFF == 0, Attention.isWanted { break } }
      return .int(-1)
    }
    for (name, last) in [("IndexOfAny", false), ("LastIndexOfAny", true)] {
      t.method("int \(name)(char[] anyOf)") { v, a, _ in try indexOfAny(v, a, last: last) }
      t.method("int \(name)(char[] anyOf, int startIndex)") { v, a, _ in try indexOfAny(v, a, last: last) }
      t.method("int \(name)(char[] anyOf, int startIndex, int count)") { v, a, _ in try indexOfAny(v, a, last: last) }
    }
  }
}
