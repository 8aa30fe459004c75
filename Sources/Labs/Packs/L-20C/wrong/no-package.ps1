#@ error MergeWmi
Merge-CsLegacyTopology -TopologyXmlFileName D:\\output.xml
