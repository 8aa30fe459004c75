/// What `Format-*` commands put into the pipeline: the instructions of a document, drawn by the output side.
///
/// document start, then per group: group start, entries, group end; then document end. Entries "out of band" (scalars,
/// strings, records) may stand anywhere.
import Engine

public final class FormatPacket: Ref {
  enum Content {
    case start(ShapeInfo, autosize: Bool)
    case end
    case groupStart([CustomPiece]?)
    case groupEnd
    case entry(Entry)
  }
  let content: Content
  init(_ content: Content) { self.content = content; super.init() }

  public override var netType: NetType {
    let name: String
    switch content {
    case .start: name = "FormatStartData"
    case .end: name = "FormatEndData"
    case .groupStart: name = "GroupStartData"
    case .groupEnd: name = "GroupEndData"
    case .entry: name = "FormatEntryData"
    }
    return PacketTypes.get(name)
  }
}

/// The head of a document.
enum ShapeInfo {
  case table(TableHead)
  case list
  case wide(columns: Int)
  case custom
}

struct TableHead {
  struct Column {
    var label: String
    var width = 0
    var alignment = Alignment.undefined
    var labelIsProperty = true
  }
  var columns: [Column]
  var hidesHeader = false
  var repeatsHeader = false
}

/// One object, ready to be drawn.
enum Entry {
  case row(cells: [String], alignments: [Alignment], wraps: Bool)
  case list([(label: String, text: String)])
  case wide(String)
  case custom([CustomPiece])
  // Out of band:
  case raw(String)
  case boxedList([(label: String, text: String)])
  case boxedCustom([CustomPiece])
  /// Lines of an error record, for the error stream.
  case error([String])

  var isOutOfBand: Bool { switch self { case .raw, .boxedList, .boxedCustom, .error: true; default: false } }
}

/// Building blocks of custom layouts.
indirect enum CustomPiece {
  case text(String)
  case newLine
  case frame(first: Int, left: Int, right: Int, [CustomPiece])
}

/// On which side of a cell its text stands.
public enum Alignment: UInt8 { case undefined, left, center, right }
