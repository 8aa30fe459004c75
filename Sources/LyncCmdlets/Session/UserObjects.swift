/// Users in a pipeline: each object knows its row and when it was written, and reads the store when it is asked.
import Directory
import Engine
import Lync

/// Serves the users written while the topology stayed the same: what users show of their pool is kept here, so that it
/// stays what it was when the topology changes later.
final class UserObjects: DeferredMembers {
  private let world: LyncWorld
  /// The content the versions are of.
  private let base: Store.Version
  private let epoch: Int
  /// Per home (by its number): the values of the properties that depend on it, by slot.
  private var homes: [Int: [Value]] = [:]

  private static let properties = UserProperty.ofUser
  private static let slotsOfHome: [Int] = properties.indices.filter { properties[$0].dependsOnHome }
  /// Per slot: its place in `homes`, or -1.
  private static let placeInHome: [Int] = properties.indices.map { slotsOfHome.firstIndex(of: $0) ?? -1 }

  init(_ world: LyncWorld) {
    self.world = world
    base = world.version
    epoch = world.topologyEpoch
    let prepared = LyncObjects.prepare(LyncWorld.userShape)
    super.init(shape: prepared.shape, type: prepared.type, defaultDisplay: LyncWorld.userShape.defaultProperties)
  }

  /// Whether objects of now can still be served.
  @inline(__always) func isCurrent(_ version: Store.Version) -> Bool { world.topologyEpoch == epoch && version.isOfSameContent(base) }

  func object(_ row: Row, _ version: Store.Version) -> Value {
    let home = world.homeNumber(of: row, at: version)
    if homes[home] == nil {
      let name = world.home(of: row)
      homes[home] = UserObjects.slotsOfHome.map { LyncObjects.value(UserObjects.properties[$0].value(world, home: name)) }
    }
    return .object(PSObject(deferred: self, row: UInt32(truncatingIfNeeded: row), version: UInt32(truncatingIfNeeded: version.number)))
  }

  private func version(_ number: UInt32) -> Store.Version { Store.Version(base, number: Int(number)) }

  override func value(_ slot: Int, _ row: UInt32, _ version: UInt32) -> Value {
    let place = UserObjects.placeInHome[slot], version = self.version(version)
    if place >= 0, let values = homes[world.homeNumber(of: Int(row), at: version)] { return values[place] }
    return LyncObjects.value(world.value(UserObjects.properties[slot], of: Int(row), at: version))
  }

  override func text(_ row: UInt32, _ version: UInt32) -> String? { world.userIdentity(of: Int(row), at: self.version(version)) }
}

extension Invocation {
  /// Writes users as objects.
  func write(users rows: [Row], of world: LyncWorld) throws {
    var count = 0
    for row in rows {
      count &+= 1
      if count & 1023 == 0 { try poll() }
      try write(session.userObject(row, world))
    }
  }
}
