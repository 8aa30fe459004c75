/// Assignments and `++` in their common forms: each written once, generic over the places, and forced inline so that every
/// closure body is its own specialised function. `Compiler+Assignment.swift` chooses among them.
import Syntax

/// How a specialised statement ends that failed.
final class StatementEnd {
  let extent: Extent
  /// The statement stands alone and reports its errors; otherwise the list around it does.
  let reports: Bool
  init(_ extent: Extent, reports: Bool) { self.extent = extent; self.reports = reports }
  @inline(never) func failed(_ error: Error, at place: Extent, _ c: ExecutionContext) throws -> Flow {
    let e = c.locate(error, place)
    if !reports { throw e }
    return try c.statementEnded(e, extent)
  }
  /// The error has its place already.
  @inline(never) func failed(_ error: Error, _ c: ExecutionContext) throws -> Flow {
    if !reports { throw error }
    return try c.statementEnded(error, extent)
  }
}

@inline(__always) func setPlace<P: Place>(_ a: P, _ x: @escaping Expr, _ end: StatementEnd) -> Stmt {
  { c, fp in
    let v: Value
    do { v = try x(c, fp) } catch { return try end.failed(error, c) }
    let p = a.at(fp)
    if p.tag == Tag.boxed { do { try storeSlow(p, v.assigned.orNull) } catch { return try end.failed(error, at: end.extent, c) }; return .next }
    if case .unset = v { p.put(.null) } else if case .other(let r) = v { p.put(.other(r.assignedCopy)) } else { p.put(v) }
    return .next
  }
}
@inline(__always) func incrementPlace<P: Place>(_ a: P, _ s: Symbol, _ d: Int32, _ end: StatementEnd) -> Stmt {
  { c, fp in
    let p = a.at(fp)
    if p.tag == Tag.int { let (z, o) = p.rawInt.addingReportingOverflow(d); if !o { p.putInt(z); return .next } }
    do { try store(p, try Operators.increment(try readPlace(p, s, c).orNull, by: d, c)) } catch { return try end.failed(error, at: end.extent, c) }
    return .next
  }
}
@inline(__always) func addConst<P: Place>(_ a: P, _ s: Symbol, _ k: Int32, _ site: OpSite, _ end: StatementEnd) -> Stmt {
  { c, fp in
    let p = a.at(fp)
    if p.tag == Tag.int { let (z, o) = p.rawInt.addingReportingOverflow(k); if !o { p.putInt(z); return .next } }
    return try addAny(p, s, .int(k), site, end, c)
  }
}
@inline(__always) func addExpr<P: Place>(_ a: P, _ s: Symbol, _ x: @escaping Expr, _ site: OpSite, _ end: StatementEnd) -> Stmt {
  { c, fp in
    let p = a.at(fp)
    // a command on the right may change the variable: a number counts as it was before
    if p.tag == Tag.int {
      let old = p.rawInt
      let r: Value
      do { r = try x(c, fp) } catch { return try end.failed(error, c) }
      if case .int(let y) = r, case let (z, o) = old.addingReportingOverflow(y), !o, p.tag == Tag.int { p.putInt(z); return .next }
      return try addAny(p, s, r, site, end, c)
    }
    let r: Value
    do { r = try x(c, fp) } catch { return try end.failed(error, c) }
    let t = p.tag
    if t == Tag.double { if case .double(let y) = r { p.putDouble(p.rawDouble + y); return .next } else if case .int(let y) = r { p.putDouble(p.rawDouble + Double(y)); return .next } }
    return try addAny(p, s, r, site, end, c)
  }
}
@inline(__always) func addPlace<P: Place, Q: Place>(_ a: P, _ s: Symbol, _ b: Q, _ t: Symbol, _ site: OpSite, _ end: StatementEnd) -> Stmt {
  { c, fp in
    let p = a.at(fp), q = b.at(fp)
    let x = p.tag, y = q.tag
    if x == Tag.int, y == Tag.int { let (z, o) = p.rawInt.addingReportingOverflow(q.rawInt); if !o { p.putInt(z); return .next } }
    else if x == Tag.double { if y == Tag.double { p.putDouble(p.rawDouble + q.rawDouble); return .next } else if y == Tag.int { p.putDouble(p.rawDouble + Double(q.rawInt)); return .next } }
    let r: Value
    do { r = try readPlace(q, t, c) } catch { return try end.failed(error, c) }
    return try addAny(p, s, r, site, end, c)
  }
}
/// `$x += v` in general.
@inline(never) private func addAny(_ p: Cell, _ s: Symbol, _ r: Value, _ site: OpSite, _ end: StatementEnd, _ c: ExecutionContext) throws -> Flow {
  do {
    if try grow(p, r, c) { return .next }
    try store(p, try site.arithmetic(try readOwn(p, s, site, c).orNull, r, c))
  } catch { return try end.failed(error, c) }
  return .next
}
/// Appends to a string or array that nobody else holds where it stands. Uniqueness is tested on the cell itself: any
/// Swift-level copy of the payload would make it look shared and turn appending quadratic.
@inline(never) private func grow(_ p: Cell, _ r: Value, _ c: ExecutionContext) throws -> Bool {
  switch p.tag {
  case Tag.string:
    let q = UnsafeMutableRawPointer(p).assumingMemoryBound(to: PSString.self)
    if isKnownUniquelyReferenced(&q.pointee) {
      if case .string(let t) = r { q.pointee.append(t.string) } else { q.pointee.append(try Conversion.text(r, c)) }
      return true
    }
  case Tag.array:
    let q = UnsafeMutableRawPointer(p).assumingMemoryBound(to: PSArray.self)
    if isKnownUniquelyReferenced(&q.pointee), q.pointee.kind == .array, q.pointee.elementType == nil, q.pointee.dimensions == nil {
      switch r {
      case .array(let t): for i in 0..<t.count { q.pointee.append(t[i]) }; return true
      case .other(let o): if let t = o.enumerated() { for i in 0..<t.count { q.pointee.append(t[i]) } } else { q.pointee.append(r) }; return true
      case .object, .hash: break
      case .void: return true
      default: q.pointee.append(r); return true
      }
    }
  default: break
  }
  return false
}
@inline(__always) func opPlace<P: Place>(_ a: P, _ s: Symbol, _ x: @escaping Expr, _ site: OpSite, _ end: StatementEnd) -> Stmt {
  { c, fp in
    do {
      let r = try x(c, fp)
      let p = a.at(fp)
      if p.tag == Tag.double, case .double(let y) = r {
        switch site.op {
        case .minus: p.putDouble(p.rawDouble - y); return .next
        case .multiply: p.putDouble(p.rawDouble * y); return .next
        case .divide: p.putDouble(p.rawDouble / y); return .next
        default: break
        }
      }
      try store(p, try site.arithmetic(try readOwn(p, s, site, c).orNull, r.orNull, c))
    } catch { return try end.failed(error, c) }
    return .next
  }
}
extension PSArray {
  /// Takes any value at index `k` as it is.
  @inline(__always) func isPlain(at k: Int) -> Bool { k >= 0 && k < flatCount && elementType == nil && kind != .readOnlyCollection }
}
@inline(__always) func setIndex<P: Place>(_ a: P, _ s: Symbol, _ kv: @escaping Expr, _ x: @escaping Expr, _ extent: Extent, _ end: StatementEnd) -> Stmt {
  { c, fp in
    let v: Value, k: Value
    do { v = try x(c, fp).orNull; k = try kv(c, fp) } catch { return try end.failed(error, c) }
    let p = a.at(fp)
    if p.tag == Tag.array, case .int(let k) = k {
      let u = p.borrow(PSArray.self), k = Int(k)
      if u._withUnsafeGuaranteedRef({ $0.isPlain(at: k) }) { u._withUnsafeGuaranteedRef { ($0.storage + k).put(v) }; return .next }
    }
    do { try c.writeIndex(try readPlace(p, s, c), k, v) } catch { return try end.failed(error, at: extent, c) }
    return .next
  }
}
@inline(__always) func setIndexPlaces<P: Place, Q: Place>(_ a: P, _ s: Symbol, _ b: Q, _ t: Symbol, _ x: @escaping Expr, _ extent: Extent, _ end: StatementEnd) -> Stmt {
  { c, fp in
    let v: Value
    do { v = try x(c, fp).orNull } catch { return try end.failed(error, c) }
    let p = a.at(fp), q = b.at(fp)
    if p.tag == Tag.array, q.tag == Tag.int {
      let u = p.borrow(PSArray.self), k = Int(q.rawInt)
      if u._withUnsafeGuaranteedRef({ $0.isPlain(at: k) }) { u._withUnsafeGuaranteedRef { ($0.storage + k).put(v) }; return .next }
    }
    do { try c.writeIndex(try readPlace(p, s, c), try readPlace(q, t, c), v) } catch { return try end.failed(error, at: extent, c) }
    return .next
  }
}
@inline(__always) func updateIndex<P: Place>(_ a: P, _ s: Symbol, _ kv: @escaping Expr, _ x: @escaping Expr, _ site: OpSite, _ extent: Extent, _ end: StatementEnd) -> Stmt {
  { c, fp in
    do {
      let k = try kv(c, fp), r = try x(c, fp)
      let p = a.at(fp)
      if p.tag == Tag.hash {
        // the cell of the value: valid as long as nothing is inserted, so only while no other code runs
        let cell = p.borrow(PSHash.self)._withUnsafeGuaranteedRef { h -> Cell? in let e = h.index(of: k); return e >= 0 && !h.isReadOnly && h.valueType == nil ? h.valueCell(at: e) : nil }
        if let cell {
          if site.op == .plus, cell.tag == Tag.int, case .int(let q) = r {
            let (z, o) = cell.rawInt.addingReportingOverflow(q)
            if !o { cell.putInt(z); p.borrow(PSHash.self)._withUnsafeGuaranteedRef { $0.valueChanged() }; return .next }
          }
          let h = p.borrow(PSHash.self).takeUnretainedValue()
          let v = try site.arithmetic(cell.pointee, r, c)
          h.set(k, v)
          return .next
        }
      }
      let target = try readPlace(p, s, c)
      do {
        let old = try c.readIndex(target, k).orNull
        try c.writeIndex(target, k, try site.arithmetic(old, r, c))
      } catch { throw c.locate(error, extent) }
    } catch { return try end.failed(error, c) }
    return .next
  }
}
@inline(__always) func setMember<P: Place>(_ a: P, _ s: Symbol, _ site: MemberSite, _ x: @escaping Expr, _ end: StatementEnd) -> Stmt {
  { c, fp in
    var r: Value
    do { r = try x(c, fp).orNull } catch { return try end.failed(error, c) }
    let tag = withUnsafeMutablePointer(to: &r) { $0.tag }
    let p = a.at(fp)
    if p.tag == Tag.object, let cell = p.borrow(PSObject.self)._withUnsafeGuaranteedRef({ site.cell(of: $0, storing: tag) }) { cell.put(r); return .next }
    do { try c.setProperty(try readPlace(p, s, c), site.name, r) } catch { return try end.failed(error, at: site.extent, c) }
    return .next
  }
}
/// `$o.Total += $n`: a sum of two ints is stored where the old one was read.
@inline(__always) func updateMemberInPlace<P: Place>(_ a: P, _ s: Symbol, _ site: MemberSite, _ x: @escaping Expr, _ op: OpSite, _ end: StatementEnd) -> Stmt {
  let general = updateMember(a, s, site, x, op, end)
  return { c, fp in
    let p = a.at(fp)
    if op.op == .plus, p.tag == Tag.object, let cell = p.borrow(PSObject.self)._withUnsafeGuaranteedRef({ site.cell(of: $0, storing: Tag.int) }) {
      let r: Value
      do { r = try x(c, fp) } catch { return try end.failed(error, c) }
      if cell.tag == Tag.int, case .int(let j) = r { let (z, o) = cell.rawInt.addingReportingOverflow(j); if !o { cell.putInt(z); return .next } }
    }
    return try general(c, fp)
  }
}
@inline(__always) func updateMember<P: Place>(_ a: P, _ s: Symbol, _ site: MemberSite, _ x: @escaping Expr, _ op: OpSite, _ end: StatementEnd) -> Stmt {
  { c, fp in
    do {
      let target = try readPlace(a.at(fp), s, c)
      let r = try x(c, fp)
      if op.op == .plus, let cell = site.ownCell(target, storing: Tag.array), cell.tag == Tag.array, try grow(cell, r, c) { return .next }
      let old = try site.get(target, c).orNull
      var v: Value
      if op.op == .plus, case .int(let i) = old, case .int(let j) = r, case let (z, o) = i.addingReportingOverflow(j), !o { v = .int(z) }
      else { v = try op.arithmetic(old, r, c) }
      let tag = withUnsafeMutablePointer(to: &v) { $0.tag }
      if case .object(let o) = target, let cell = site.cell(of: o, storing: tag) { cell.put(v); return .next }
      do { try c.setProperty(target, site.name, v) } catch { throw c.locate(error, site.extent) }
    } catch { return try end.failed(error, c) }
    return .next
  }
}
